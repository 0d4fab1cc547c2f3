-- Accounts that an OpenID provider vouches for: who they are there, and when they signed in last. Local accounts have neither.
ALTER TABLE accounts ADD COLUMN subject {text} NULL;
ALTER TABLE accounts ADD COLUMN signed_in BIGINT NULL;
CREATE UNIQUE INDEX accounts_by_subject ON accounts (subject);

-- Pieces of uploads that a store keeps as objects of their own, until the upload is whole.
CREATE TABLE upload_pieces (
    upload_id {text} NOT NULL,
    from_byte BIGINT NOT NULL,
    name {text} NOT NULL,
    PRIMARY KEY (upload_id, from_byte)
);

-- Keys that sessions are sealed with, where silos share no folder.
CREATE TABLE session_keys (
    id {text} PRIMARY KEY,
    body {text} NOT NULL
);
