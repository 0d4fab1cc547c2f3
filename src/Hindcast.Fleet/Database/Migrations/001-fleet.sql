-- One schema for SQLite and PostgreSQL. {text} compares by bytes in both; {identity} counts up; times are Unix milliseconds.
CREATE TABLE organisations (
    id {text} PRIMARY KEY,
    name {text} NOT NULL UNIQUE,
    sector {text} NOT NULL,
    country {text} NOT NULL,
    retention_days BIGINT NOT NULL,
    quota_bytes BIGINT NOT NULL,
    created BIGINT NOT NULL
);

-- What the last assessment said stands with the server, so that lists and curves read one table.
CREATE TABLE servers (
    id {text} PRIMARY KEY,
    organisation_id {text} NOT NULL REFERENCES organisations (id),
    name {text} NOT NULL,
    created BIGINT NOT NULL,
    assessment_id {text} NULL,
    assessed BIGINT NULL,
    outcome BIGINT NULL,
    headline {text} NULL,
    incomplete BIGINT NULL,
    first_sign BIGINT NULL,
    first_reached BIGINT NULL,
    first_success BIGINT NULL,
    last_sign BIGINT NULL,
    packs {text} NULL,
    UNIQUE (organisation_id, name)
);
CREATE INDEX servers_by_outcome ON servers (outcome, first_reached, first_sign, organisation_id);
CREATE INDEX servers_by_name ON servers (name, id);

CREATE TABLE accounts (
    id {text} PRIMARY KEY,
    name {text} NOT NULL UNIQUE,
    role {text} NOT NULL,
    password {text} NOT NULL,
    stamp {text} NOT NULL,
    clearance {text} NOT NULL,
    disabled BIGINT NOT NULL,
    created BIGINT NOT NULL
);

-- '*' stands for every organisation.
CREATE TABLE grants (
    account_id {text} NOT NULL REFERENCES accounts (id),
    organisation_id {text} NOT NULL,
    PRIMARY KEY (account_id, organisation_id)
);

CREATE TABLE tokens (
    id {text} PRIMARY KEY,
    account_id {text} NOT NULL REFERENCES accounts (id),
    name {text} NOT NULL,
    hash {text} NOT NULL,
    scopes {text} NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    revoked BIGINT NOT NULL
);
CREATE INDEX tokens_by_account ON tokens (account_id);

CREATE TABLE login_failures (
    subject {text} PRIMARY KEY,
    failures BIGINT NOT NULL,
    blocked_until BIGINT NOT NULL
);

CREATE TABLE audit (
    number {identity},
    at BIGINT NOT NULL,
    account_id {text} NOT NULL,
    account_name {text} NOT NULL,
    action {text} NOT NULL,
    organisation_id {text} NOT NULL,
    subject {text} NOT NULL,
    address {text} NOT NULL
);
CREATE INDEX audit_by_organisation ON audit (organisation_id, number);

CREATE TABLE uploads (
    id {text} PRIMARY KEY,
    server_id {text} NOT NULL REFERENCES servers (id),
    organisation_id {text} NOT NULL,
    name {text} NOT NULL,
    length_bytes BIGINT NOT NULL,
    received_bytes BIGINT NOT NULL,
    sha256 {text} NOT NULL,
    state {text} NOT NULL,
    note {text} NOT NULL,
    created BIGINT NOT NULL,
    UNIQUE (server_id, name)
);
CREATE INDEX uploads_by_organisation ON uploads (organisation_id);

CREATE TABLE batches (
    id {text} PRIMARY KEY,
    account_id {text} NOT NULL,
    created BIGINT NOT NULL,
    jobs BIGINT NOT NULL
);

CREATE TABLE jobs (
    id {text} PRIMARY KEY,
    server_id {text} NOT NULL REFERENCES servers (id),
    organisation_id {text} NOT NULL,
    batch_id {text} NULL,
    state {text} NOT NULL,
    attempt BIGINT NOT NULL,
    worker {text} NOT NULL,
    lease_until BIGINT NOT NULL,
    created BIGINT NOT NULL,
    started BIGINT NULL,
    finished BIGINT NULL,
    done_bytes BIGINT NOT NULL,
    total_bytes BIGINT NOT NULL,
    error {text} NOT NULL
);
CREATE INDEX jobs_by_state ON jobs (state, id);
CREATE INDEX jobs_by_server ON jobs (server_id, id);
CREATE INDEX jobs_by_batch ON jobs (batch_id, state);
-- A server has at most one job that waits.
CREATE UNIQUE INDEX jobs_one_waiting ON jobs (server_id) WHERE state = 'queued';

-- One result for a job, whoever finished it.
CREATE TABLE assessments (
    id {text} PRIMARY KEY,
    job_id {text} NOT NULL UNIQUE REFERENCES jobs (id),
    server_id {text} NOT NULL REFERENCES servers (id),
    organisation_id {text} NOT NULL,
    created BIGINT NOT NULL,
    outcome BIGINT NOT NULL,
    headline {text} NOT NULL,
    incomplete BIGINT NOT NULL,
    packs {text} NOT NULL,
    sha256 {text} NOT NULL,
    length_bytes BIGINT NOT NULL
);
CREATE INDEX assessments_by_server ON assessments (server_id, id);

-- What of a server's last assessment can be searched for, and what operators can be told by.
CREATE TABLE terms (
    server_id {text} NOT NULL REFERENCES servers (id),
    organisation_id {text} NOT NULL,
    kind {text} NOT NULL,
    value {text} NOT NULL,
    actor BIGINT NOT NULL,
    first_seen BIGINT NULL,
    last_seen BIGINT NULL,
    PRIMARY KEY (server_id, kind, value)
);
CREATE INDEX terms_by_value ON terms (value, server_id);
CREATE INDEX terms_of_actors ON terms (kind, value, organisation_id, first_seen) WHERE actor = 1;

-- Flaws that a server was seen open to; a server that never was has no row.
CREATE TABLE exposures (
    server_id {text} NOT NULL REFERENCES servers (id),
    organisation_id {text} NOT NULL,
    vulnerability {text} NOT NULL,
    open_from BIGINT NOT NULL,
    open_to BIGINT NOT NULL,
    fixed_from BIGINT NULL,
    PRIMARY KEY (server_id, vulnerability)
);
CREATE INDEX exposures_by_vulnerability ON exposures (vulnerability, organisation_id, open_from, open_to, fixed_from);
