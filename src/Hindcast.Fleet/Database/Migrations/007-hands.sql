-- Which of the actor clusters of a server a term belongs to, a bit each: where several groups were on one server, their things must
-- not be taken for one group's. 0 in rows of before, until the server is assessed again.
ALTER TABLE terms ADD COLUMN hands BIGINT NOT NULL DEFAULT 0;

-- What operators can be told by, server by server, from the index alone.
CREATE INDEX terms_of_hands ON terms (server_id, kind, value, organisation_id, first_seen, hands) WHERE actor = 1;
