-- Which silos there are and what grains want to be reminded of, for the ADO.NET providers of Orleans 10. They read their
-- statements from orleansquery; names of its columns, of parameters and of result columns are theirs, the tables are ours.
CREATE TABLE silo_clusters (
    name TEXT PRIMARY KEY,
    version INTEGER NOT NULL
);

CREATE TABLE silos (
    cluster TEXT NOT NULL REFERENCES silo_clusters (name) ON DELETE CASCADE,
    address TEXT NOT NULL,
    port INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    silo_name TEXT NOT NULL,
    host_name TEXT NOT NULL,
    status INTEGER NOT NULL,
    proxy_port INTEGER NOT NULL,
    suspect_times TEXT NULL,
    start_time TIMESTAMPTZ NOT NULL,
    alive_time TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (cluster, address, port, generation)
);

CREATE TABLE reminders (
    service TEXT NOT NULL,
    grain TEXT NOT NULL,
    name TEXT NOT NULL,
    grain_hash INTEGER NOT NULL,
    start_time TIMESTAMPTZ NOT NULL,
    period_milliseconds BIGINT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (service, grain, name)
);
CREATE INDEX reminders_by_hash ON reminders (service, grain_hash);

CREATE TABLE orleansquery (
    querykey TEXT PRIMARY KEY,
    querytext TEXT NOT NULL
);

INSERT INTO orleansquery (querykey, querytext) VALUES
('InsertMembershipVersionKey', $query$
    WITH added AS (
        INSERT INTO silo_clusters (name, version) VALUES (@DeploymentId, 0) ON CONFLICT DO NOTHING RETURNING 1)
    SELECT EXISTS (SELECT 1 FROM added)
$query$),
-- Whoever moves the version on from the one that it read has won; the others read again.
('InsertMembershipKey', $query$
    WITH moved AS (
        UPDATE silo_clusters SET version = version + 1
        WHERE name = @DeploymentId AND version = @Version AND NOT EXISTS (
            SELECT 1 FROM silos WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING name),
    added AS (
        INSERT INTO silos (cluster, address, port, generation, silo_name, host_name, status, proxy_port, start_time, alive_time)
        SELECT name, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM moved
        RETURNING 1)
    SELECT EXISTS (SELECT 1 FROM added)
$query$),
('UpdateMembershipKey', $query$
    WITH moved AS (
        UPDATE silo_clusters SET version = version + 1
        WHERE name = @DeploymentId AND version = @Version AND EXISTS (
            SELECT 1 FROM silos WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING name),
    changed AS (
        UPDATE silos SET status = @Status, suspect_times = @SuspectTimes, alive_time = @IAmAliveTime FROM moved
        WHERE silos.cluster = moved.name AND address = @Address AND port = @Port AND generation = @Generation
        RETURNING 1)
    SELECT EXISTS (SELECT 1 FROM changed)
$query$),
('UpdateIAmAlivetimeKey', $query$
    UPDATE silos SET alive_time = @IAmAliveTime
    WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$query$),
('MembershipReadRowKey', $query$
    SELECT c.version AS Version, s.address AS Address, s.port AS Port, s.generation AS Generation, s.silo_name AS SiloName,
        s.host_name AS HostName, s.status AS Status, s.proxy_port AS ProxyPort, s.suspect_times AS SuspectTimes,
        s.start_time AS StartTime, s.alive_time AS IAmAliveTime
    FROM silo_clusters c LEFT JOIN silos s
        ON s.cluster = c.name AND s.address = @Address AND s.port = @Port AND s.generation = @Generation
    WHERE c.name = @DeploymentId
$query$),
('MembershipReadAllKey', $query$
    SELECT c.version AS Version, s.address AS Address, s.port AS Port, s.generation AS Generation, s.silo_name AS SiloName,
        s.host_name AS HostName, s.status AS Status, s.proxy_port AS ProxyPort, s.suspect_times AS SuspectTimes,
        s.start_time AS StartTime, s.alive_time AS IAmAliveTime
    FROM silo_clusters c LEFT JOIN silos s ON s.cluster = c.name
    WHERE c.name = @DeploymentId
$query$),
('GatewaysQueryKey', $query$
    SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation FROM silos
    WHERE cluster = @DeploymentId AND status = @Status AND proxy_port > 0
$query$),
('DeleteMembershipTableEntriesKey', $query$
    DELETE FROM silo_clusters WHERE name = @DeploymentId
$query$),
-- 6 is dead.
('CleanupDefunctSiloEntriesKey', $query$
    DELETE FROM silos WHERE cluster = @DeploymentId AND alive_time < @IAmAliveTime AND status = 6
$query$),
('CleanupDefunctSiloEntryKey', $query$
    DELETE FROM silos
    WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation AND status = 6
        AND start_time = @StartTime AND alive_time = @IAmAliveTime AND suspect_times IS NOT DISTINCT FROM CAST(@SuspectTimes AS TEXT)
$query$),
('UpsertReminderRowKey', $query$
    INSERT INTO reminders (service, grain, name, grain_hash, start_time, period_milliseconds, version)
    VALUES (@ServiceId, @GrainId, @ReminderName, @GrainHash, @StartTime, @Period, 0)
    ON CONFLICT (service, grain, name) DO UPDATE SET grain_hash = excluded.grain_hash, start_time = excluded.start_time,
        period_milliseconds = excluded.period_milliseconds, version = reminders.version + 1
    RETURNING version AS Version
$query$),
('ReadReminderRowKey', $query$
    SELECT grain AS GrainId, name AS ReminderName, start_time AS StartTime, period_milliseconds AS Period, version AS Version
    FROM reminders WHERE service = @ServiceId AND grain = @GrainId AND name = @ReminderName
$query$),
('ReadReminderRowsKey', $query$
    SELECT grain AS GrainId, name AS ReminderName, start_time AS StartTime, period_milliseconds AS Period, version AS Version
    FROM reminders WHERE service = @ServiceId AND grain = @GrainId
$query$),
('ReadRangeRows1Key', $query$
    SELECT grain AS GrainId, name AS ReminderName, start_time AS StartTime, period_milliseconds AS Period, version AS Version
    FROM reminders WHERE service = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash
$query$),
-- The range goes over the end of the circle.
('ReadRangeRows2Key', $query$
    SELECT grain AS GrainId, name AS ReminderName, start_time AS StartTime, period_milliseconds AS Period, version AS Version
    FROM reminders WHERE service = @ServiceId AND (grain_hash > @BeginHash OR grain_hash <= @EndHash)
$query$),
('DeleteReminderRowKey', $query$
    WITH removed AS (
        DELETE FROM reminders WHERE service = @ServiceId AND grain = @GrainId AND name = @ReminderName AND version = @Version RETURNING 1)
    SELECT EXISTS (SELECT 1 FROM removed)
$query$),
('DeleteReminderRowsKey', $query$
    DELETE FROM reminders WHERE service = @ServiceId
$query$);
