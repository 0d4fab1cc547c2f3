-- Evidence is searched for by the names and hashes of the files that were given in.
CREATE INDEX uploads_by_name ON uploads (lower(name), server_id);
CREATE INDEX uploads_by_sha256 ON uploads (sha256, server_id);

-- Earliest victims, without sorting all of them.
CREATE INDEX servers_by_begin ON servers ((COALESCE(first_reached, first_sign)), id);

-- What one organisation was open to, without going through all of them.
CREATE INDEX exposures_by_organisation ON exposures (organisation_id, vulnerability, fixed_from);
