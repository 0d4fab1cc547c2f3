-- Shared intelligence: STIX objects by collection, which is a level of TLP. 'added' are microseconds and only ever grow.
CREATE TABLE shared_objects (
    number {identity},
    collection {text} NOT NULL,
    id {text} NOT NULL,
    version {text} NOT NULL,
    type {text} NOT NULL,
    added BIGINT NOT NULL,
    latest BIGINT NOT NULL,
    first BIGINT NOT NULL,
    account_id {text} NOT NULL,
    body {text} NOT NULL,
    UNIQUE (collection, id, version)
);
CREATE INDEX shared_objects_by_added ON shared_objects (collection, added);

CREATE TABLE sharing_statuses (
    id {text} PRIMARY KEY,
    account_id {text} NOT NULL,
    body {text} NOT NULL
);
