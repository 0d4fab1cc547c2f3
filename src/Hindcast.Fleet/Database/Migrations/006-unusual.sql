-- What is unusual on a server in a form that can be compared, and what is usual there as a filter (UsualThings), so that the
-- same odd thing on many servers shows before anybody has named it.
CREATE TABLE unusual_things (
    server_id {text} NOT NULL REFERENCES servers (id),
    organisation_id {text} NOT NULL,
    family {text} NOT NULL,
    thing {text} NOT NULL,
    seen BIGINT NOT NULL,
    shown BIGINT NOT NULL,
    PRIMARY KEY (server_id, family, thing)
);
CREATE INDEX unusual_by_thing ON unusual_things (family, thing, organisation_id, seen);

CREATE TABLE usual_things (
    server_id {text} PRIMARY KEY REFERENCES servers (id),
    organisation_id {text} NOT NULL,
    sketch {text} NOT NULL
);
