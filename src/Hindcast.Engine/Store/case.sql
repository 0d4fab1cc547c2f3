-- What case.duckdb holds, made from assessment.json alone; docs/case.md describes it. Words are those of assessment.json.
-- One statement after the other; ASSESSMENT stands for the path of assessment.json.
CREATE TEMP TABLE source AS SELECT * FROM read_json(ASSESSMENT, format = 'unstructured', maximum_object_size = 2000000000, columns = {
  schemaVersion: 'VARCHAR', tool: 'VARCHAR', signsLeftOut: 'BIGINT',
  packs: 'STRUCT(id VARCHAR, "name" VARCHAR, sha256 VARCHAR)[]',
  verdict: 'STRUCT(outcome VARCHAR, headline VARCHAR, coveredFrom VARCHAR, coveredTo VARCHAR, incomplete BOOLEAN, limits VARCHAR[])',
  answers: 'STRUCT("number" INTEGER, question VARCHAR, status VARCHAR, summary VARCHAR, missing VARCHAR[])[]',
  exposure: 'STRUCT(builds STRUCT(id VARCHAR, build VARCHAR, "name" VARCHAR, released VARCHAR, "precision" VARCHAR, "first" VARCHAR, "last" VARCHAR, firstLocation STRUCT(file VARCHAR, line BIGINT, offsetBytes BIGINT, lengthBytes BIGINT, recordId BIGINT), records BIGINT, sources VARCHAR[])[], windows STRUCT(id VARCHAR, vulnerability VARCHAR, state VARCHAR, "from" VARCHAR, "to" VARCHAR, fixPublished VARCHAR, zeroDayUntil VARCHAR, nDayFrom VARCHAR, nextSeen VARCHAR, reason VARCHAR, builds VARCHAR[])[])',
  coverage: 'STRUCT(logs STRUCT(log STRUCT(kind VARCHAR, part VARCHAR), records BIGINT, badRecords BIGINT, lostBytes BIGINT, files BIGINT, days STRUCT("day" VARCHAR, records BIGINT, hours INTEGER)[], gaps STRUCT("from" VARCHAR, "to" VARCHAR, days INTEGER)[])[], absent STRUCT(kind VARCHAR, "name" VARCHAR, path VARCHAR, tells VARCHAR)[])',
  findings: 'STRUCT(id VARCHAR, subject VARCHAR, title VARCHAR, outcome VARCHAR, confidence VARCHAR, "first" VARCHAR, "last" VARCHAR, observations VARCHAR[], pack VARCHAR)[]',
  intrusions: 'STRUCT(id VARCHAR, actor VARCHAR, title VARCHAR, outcome VARCHAR, "first" VARCHAR, firstSuccess VARCHAR, "last" VARCHAR, addresses VARCHAR[], pages VARCHAR[], techniques VARCHAR[], observations VARCHAR[], stages STRUCT(rung VARCHAR, state VARCHAR, because VARCHAR, "first" VARCHAR, claims VARCHAR[])[])[]',
  actors: 'STRUCT(atLeast INTEGER, atMost INTEGER, clusters STRUCT(id VARCHAR, intrusions VARCHAR[], outcome VARCHAR, "first" VARCHAR, "last" VARCHAR, features STRUCT(kind VARCHAR, "value" VARCHAR, common BOOLEAN, claims VARCHAR[])[], resemblances STRUCT("group" VARCHAR, likelihood VARCHAR, confidence VARCHAR, source VARCHAR)[])[])',
  impact: 'STRUCT(mailboxes STRUCT(mailbox VARCHAR, protocol VARCHAR, actor VARCHAR, "first" VARCHAR, "last" VARCHAR, records BIGINT, responseBytes BIGINT, claims VARCHAR[])[], taken STRUCT(kind VARCHAR, "name" VARCHAR, actor VARCHAR, "time" VARCHAR, claims VARCHAR[])[])',
  persistence: 'STRUCT(id VARCHAR, kind VARCHAR, "name" VARCHAR, intrusion VARCHAR, state VARCHAR, because VARCHAR, placed VARCHAR, lastUsed VARCHAR, usedAfterFix BOOLEAN, claims VARCHAR[])[]',
  actions: 'STRUCT(phase VARCHAR, "text" VARCHAR, because VARCHAR, claims VARCHAR[])[]',
  observations: 'STRUCT(id VARCHAR, ruleId VARCHAR, "time" VARCHAR, location STRUCT(file VARCHAR, offsetBytes BIGINT, lengthBytes BIGINT, line BIGINT, recordId BIGINT), recordSha256 VARCHAR, log STRUCT(kind VARCHAR, part VARCHAR), fields JSON)[]',
  signs: 'STRUCT(id VARCHAR, kind VARCHAR, log STRUCT(kind VARCHAR, part VARCHAR), "time" VARCHAR, location STRUCT(file VARCHAR, offsetBytes BIGINT, line BIGINT, recordId BIGINT), detail VARCHAR)[]',
  detections: 'STRUCT(ruleId VARCHAR, title VARCHAR, pack VARCHAR, subject VARCHAR, role VARCHAR, outcome VARCHAR, matches BIGINT, kept BIGINT, couldFire BOOLEAN, "first" VARCHAR, "last" VARCHAR, technique VARCHAR, clients STRUCT(address VARCHAR, records BIGINT, "first" VARCHAR, "last" VARCHAR)[])[]',
  userRules: 'STRUCT(met STRUCT(ruleId VARCHAR, title VARCHAR, "level" VARCHAR)[], observations STRUCT(id VARCHAR, ruleId VARCHAR, "time" VARCHAR, location STRUCT(file VARCHAR, offsetBytes BIGINT, lengthBytes BIGINT, line BIGINT, recordId BIGINT), recordSha256 VARCHAR, log STRUCT(kind VARCHAR, part VARCHAR), fields JSON)[])',
  unusual: 'STRUCT(items STRUCT(id VARCHAR, "day" VARCHAR, "first" VARCHAR, "last" VARCHAR, families VARCHAR[], wouldHaveBeenSeen BOOLEAN, tenthsOfBit INTEGER, clients VARCHAR[])[])',
  files: 'STRUCT(path VARCHAR, originalPath VARCHAR, sizeBytes BIGINT, sha256 VARCHAR, modified VARCHAR, "format" VARCHAR, log STRUCT(kind VARCHAR, part VARCHAR), records BIGINT, badRecords BIGINT, lostBytes BIGINT, "first" VARCHAR, "last" VARCHAR, readWhole BOOLEAN)[]',
  diagnostics: 'STRUCT(code VARCHAR, severity VARCHAR, title VARCHAR, location STRUCT(file VARCHAR, offsetBytes BIGINT, line BIGINT), found VARCHAR, expected VARCHAR, count BIGINT, lostBytes BIGINT, consequence VARCHAR)[]'
});

CREATE TABLE about (name VARCHAR, value VARCHAR);
INSERT INTO about SELECT * FROM (
  SELECT 'schema', schemaVersion FROM source UNION ALL SELECT 'tool', tool FROM source
  UNION ALL SELECT 'outcome', verdict.outcome FROM source UNION ALL SELECT 'headline', verdict.headline FROM source
  UNION ALL SELECT 'covered_from', verdict.coveredFrom FROM source UNION ALL SELECT 'covered_to', verdict.coveredTo FROM source
  UNION ALL SELECT 'some_evidence_unread', verdict.incomplete::VARCHAR FROM source
  UNION ALL SELECT 'actors_at_least', actors.atLeast::VARCHAR FROM source UNION ALL SELECT 'actors_at_most', actors.atMost::VARCHAR FROM source);
CREATE TABLE packs AS SELECT x.id, x."name" AS name, x.sha256 FROM (SELECT unnest(packs) AS x FROM source);
CREATE TABLE answers AS SELECT x."number" AS number, x.question, x.status, x.summary, x.missing FROM (SELECT unnest(answers) AS x FROM source);
CREATE TABLE limits AS SELECT unnest(verdict.limits) AS text FROM source;
CREATE TABLE files AS SELECT x.path, x.originalPath AS original_path, x.sizeBytes AS size_bytes, x.sha256, TRY_CAST(x.modified AS TIMESTAMP) AS modified,
  x."format" AS format, x.log.kind AS log, x.log.part AS part, x.records, x.badRecords AS bad_records, x.lostBytes AS lost_bytes,
  TRY_CAST(x."first" AS TIMESTAMP) AS first, TRY_CAST(x."last" AS TIMESTAMP) AS last, x.readWhole AS read_whole
  FROM (SELECT unnest(files) AS x FROM source);
CREATE TABLE diagnostics AS SELECT x.code, x.severity, x.title, x.location.file AS file, x.location.offsetBytes AS offset_bytes, x.location.line AS line,
  x.found, x.expected, x.count, x.lostBytes AS lost_bytes, x.consequence FROM (SELECT unnest(diagnostics) AS x FROM source);
CREATE TABLE coverage AS SELECT log, part, d."day"::DATE AS day, d.records, d.hours
  FROM (SELECT x.log.kind AS log, x.log.part AS part, unnest(x.days) AS d FROM (SELECT unnest(coverage.logs) AS x FROM source));
CREATE TABLE gaps AS SELECT log, part, g."from"::DATE AS "from", g."to"::DATE AS "to", g.days
  FROM (SELECT x.log.kind AS log, x.log.part AS part, unnest(x.gaps) AS g FROM (SELECT unnest(coverage.logs) AS x FROM source));
CREATE TABLE absent AS SELECT x.kind, x."name" AS name, x.path, x.tells FROM (SELECT unnest(coverage.absent) AS x FROM source);
CREATE TABLE builds AS SELECT x.id, x.build, x."name" AS name, x.released::DATE AS released, x."precision" AS precision,
  TRY_CAST(x."first" AS TIMESTAMP) AS first, TRY_CAST(x."last" AS TIMESTAMP) AS last, x.records, x.firstLocation.file AS file, x.firstLocation.line AS line, x.sources
  FROM (SELECT unnest(exposure.builds) AS x FROM source);
CREATE TABLE exposure AS SELECT x.id, x.vulnerability, x.state, TRY_CAST(x."from" AS TIMESTAMP) AS "from", TRY_CAST(x."to" AS TIMESTAMP) AS "to",
  x.fixPublished::DATE AS fix_published, TRY_CAST(x.zeroDayUntil AS TIMESTAMP) AS zero_day_until, TRY_CAST(x.nDayFrom AS TIMESTAMP) AS n_day_from,
  TRY_CAST(x.nextSeen AS TIMESTAMP) AS next_seen, x.reason, x.builds FROM (SELECT unnest(exposure.windows) AS x FROM source);
CREATE TABLE detections AS SELECT x.ruleId AS rule_id, x.title, x.pack, x.subject, x.role, x.outcome, x.technique, x.matches, x.kept,
  x.couldFire AS could_fire, TRY_CAST(x."first" AS TIMESTAMP) AS first, TRY_CAST(x."last" AS TIMESTAMP) AS last
  FROM (SELECT unnest(detections) AS x FROM source);
CREATE TABLE observations AS
  WITH all_of AS (
    SELECT unnest(observations) AS x, false AS own FROM source
    UNION ALL SELECT unnest(userRules.observations), true FROM source),
  titles AS (
    SELECT rule_id, title, pack, subject, role, outcome, technique FROM detections
    UNION ALL SELECT x.ruleId, x.title, '', '', 'user', 'none', '' FROM (SELECT unnest(userRules.met) AS x FROM source)),
  one_of AS (SELECT rule_id, first(title) AS title, first(pack) AS pack, first(subject) AS subject, first(role) AS role, first(outcome) AS outcome,
    first(technique) AS technique FROM titles GROUP BY rule_id)
  SELECT x.id, TRY_CAST(x."time" AS TIMESTAMP) AS time, x."time" AS time_text, t.title, t.outcome, t.role, t.subject, t.technique, t.pack, x.ruleId AS rule_id,
    x.log.kind AS log, x.log.part AS part, x.location.file AS file, x.location.line AS line, x.location.recordId AS record_id,
    x.location.offsetBytes AS offset_bytes, x.location.lengthBytes AS length_bytes, x.recordSha256 AS record_sha256, x.fields
  FROM all_of LEFT JOIN one_of t ON t.rule_id = x.ruleId ORDER BY own, TRY_CAST(substr(x.id, 2) AS BIGINT), x.id;
CREATE TABLE findings AS SELECT x.id, x.subject, x.title, x.outcome, x.confidence, TRY_CAST(x."first" AS TIMESTAMP) AS first,
  TRY_CAST(x."last" AS TIMESTAMP) AS last, x.pack, x.observations FROM (SELECT unnest(findings) AS x FROM source);
CREATE TABLE intrusions AS SELECT x.id, x.actor, x.title, x.outcome, TRY_CAST(x."first" AS TIMESTAMP) AS first,
  TRY_CAST(x.firstSuccess AS TIMESTAMP) AS first_success, TRY_CAST(x."last" AS TIMESTAMP) AS last, x.addresses, x.pages, x.techniques, x.observations
  FROM (SELECT unnest(intrusions) AS x FROM source);
CREATE TABLE stages AS SELECT intrusion, s.rung, s.state, TRY_CAST(s."first" AS TIMESTAMP) AS first, s.because, s.claims
  FROM (SELECT x.id AS intrusion, unnest(x.stages) AS s FROM (SELECT unnest(intrusions) AS x FROM source));
CREATE TABLE actors AS SELECT x.id, x.outcome, TRY_CAST(x."first" AS TIMESTAMP) AS first, TRY_CAST(x."last" AS TIMESTAMP) AS last, x.intrusions
  FROM (SELECT unnest(actors.clusters) AS x FROM source);
CREATE TABLE actor_features AS SELECT actor, f.kind, f."value" AS value, f.common, f.claims
  FROM (SELECT x.id AS actor, unnest(x.features) AS f FROM (SELECT unnest(actors.clusters) AS x FROM source));
CREATE TABLE resemblances AS SELECT actor, r."group" AS "group", r.likelihood, r.confidence, r.source
  FROM (SELECT x.id AS actor, unnest(x.resemblances) AS r FROM (SELECT unnest(actors.clusters) AS x FROM source));
CREATE TABLE mailbox_access AS SELECT x.mailbox, x.protocol, x.actor, TRY_CAST(x."first" AS TIMESTAMP) AS first, TRY_CAST(x."last" AS TIMESTAMP) AS last,
  x.records, x.responseBytes AS response_bytes, x.claims FROM (SELECT unnest(impact.mailboxes) AS x FROM source);
CREATE TABLE taken AS SELECT x.kind, x."name" AS name, x.actor, TRY_CAST(x."time" AS TIMESTAMP) AS time, x.claims FROM (SELECT unnest(impact.taken) AS x FROM source);
CREATE TABLE persistence AS SELECT x.id, x.kind, x."name" AS name, x.intrusion, x.state, x.because, TRY_CAST(x.placed AS TIMESTAMP) AS placed,
  TRY_CAST(x.lastUsed AS TIMESTAMP) AS last_used, x.usedAfterFix AS used_after_fix, x.claims FROM (SELECT unnest(persistence) AS x FROM source);
CREATE TABLE actions AS SELECT x.phase, x."text" AS text, x.because, x.claims FROM (SELECT unnest(actions) AS x FROM source);
CREATE TABLE signs AS SELECT x.id, x.kind, x.log.kind AS log, x.log.part AS part, TRY_CAST(x."time" AS TIMESTAMP) AS time, x.location.file AS file,
  x.location.recordId AS record_id, x.location.offsetBytes AS offset_bytes, x.detail FROM (SELECT unnest(signs) AS x FROM source);
CREATE TABLE unusual AS SELECT x.id, x."day"::DATE AS day, TRY_CAST(x."first" AS TIMESTAMP) AS first, TRY_CAST(x."last" AS TIMESTAMP) AS last,
  x.families, x.wouldHaveBeenSeen AS would_have_been_seen, x.tenthsOfBit AS tenths_of_bit, x.clients FROM (SELECT unnest(unusual.items) AS x FROM source);
CREATE TABLE clients AS SELECT c.address, rule_id, c.records, TRY_CAST(c."first" AS TIMESTAMP) AS first, TRY_CAST(c."last" AS TIMESTAMP) AS last
  FROM (SELECT x.ruleId AS rule_id, unnest(x.clients) AS c FROM (SELECT unnest(detections) AS x FROM source));
CREATE TABLE entities AS
  WITH named AS (
    SELECT 'address' AS kind, client AS value, id, time FROM (SELECT coalesce(fields->>'ClientIpAddress', fields->>'c-ip', fields->>'client-ip', fields->>'IpAddress') AS client, id, time FROM observations)
    UNION ALL SELECT 'account', lower(coalesce(fields->>'AuthenticatedUser', fields->>'cs-username', fields->>'TargetUserName', fields->>'SubjectUserName')), id, time FROM observations
    UNION ALL SELECT 'page', lower(coalesce(fields->>'cs-uri-stem', fields->>'UrlStem')), id, time FROM observations
    UNION ALL SELECT 'file', lower(fields->>'TargetFilename'), id, time FROM observations
    UNION ALL SELECT 'hash', lower(fields->>'SHA256'), id, time FROM observations
    UNION ALL SELECT 'agent', coalesce(fields->>'cs(User-Agent)', fields->>'UserAgent'), id, time FROM observations)
  SELECT kind, value, count(*) AS observations, min(time) AS first, max(time) AS last,
    list_sort(list_distinct(flatten([coalesce((SELECT list(actor) FROM actor_features f WHERE lower(f.value) = lower(named.value)), [])]))) AS actors,
    list(id ORDER BY TRY_CAST(substr(id, 2) AS BIGINT), id)[:20] AS claims
  FROM named WHERE value IS NOT NULL AND value NOT IN ('', '-') GROUP BY kind, value ORDER BY kind, value;
