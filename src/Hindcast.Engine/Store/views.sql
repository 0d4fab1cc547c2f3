CREATE VIEW timeline AS
  SELECT time, role AS kind, outcome, id AS claim, title, coalesce((fields->>'ClientIpAddress'), (fields->>'c-ip'), (fields->>'client-ip'), (fields->>'IpAddress')) AS client,
    log, part, file, line, record_id FROM observations WHERE time IS NOT NULL
  UNION ALL SELECT first, 'build', NULL, id, 'Build ' || build || ' (' || name || ') seen first', NULL, NULL, NULL, file, line, NULL FROM builds
  UNION ALL SELECT time, 'sign', NULL, id, kind, NULL, log, part, file, NULL, record_id FROM signs WHERE time IS NOT NULL
  UNION ALL SELECT first, 'intrusion', outcome, id, title, NULL, NULL, NULL, NULL, NULL, NULL FROM intrusions WHERE first IS NOT NULL
  ORDER BY time, claim;
CREATE VIEW requests AS
  SELECT time, client, user_name, method, host, path, query, status, bytes_in, bytes_out, duration_ms, agent, mailbox, log, part, file, line, fields
  FROM records WHERE path IS NOT NULL AND event_id IS NULL;
CREATE VIEW logons AS
  SELECT time, event_id, CASE event_id WHEN 4625 THEN 'failed' WHEN 4648 THEN 'with other credentials' WHEN 4672 THEN 'with privileges' WHEN 4634 THEN 'ended' ELSE 'succeeded' END AS result,
    coalesce((fields->>'TargetUserName'), (fields->>'SubjectUserName')) AS user_name, coalesce((fields->>'TargetDomainName'), (fields->>'SubjectDomainName')) AS domain,
    (fields->>'LogonType') AS logon_type, (fields->>'IpAddress') AS client, (fields->>'WorkstationName') AS workstation, (fields->>'LogonProcessName') AS logon_process, computer, file, record_id
  FROM records WHERE event_id IN (4624, 4625, 4634, 4648, 4672)
  UNION ALL SELECT time, NULL, CASE WHEN status < 400 THEN 'succeeded' ELSE 'refused' END, user_name, NULL, (fields->>'AuthenticationType'), client, NULL, log || '/' || part, host, file, line
  FROM records WHERE event_id IS NULL AND path IS NOT NULL AND user_name IS NOT NULL;
CREATE VIEW processes AS
  SELECT time, event_id, coalesce((fields->>'NewProcessName'), (fields->>'Image')) AS process, coalesce((fields->>'CommandLine'), (fields->>'ProcessCommandLine')) AS command_line,
    coalesce((fields->>'ParentProcessName'), (fields->>'ParentImage')) AS parent, coalesce((fields->>'SubjectUserName'), (fields->>'User')) AS user_name,
    coalesce((fields->>'NewProcessId'), (fields->>'ProcessId')) AS process_id, computer, file, record_id
  FROM records WHERE (event_id = 4688 AND (fields->>'NewProcessName') IS NOT NULL) OR (event_id = 1 AND (fields->>'Image') IS NOT NULL);
CREATE VIEW pages AS
  SELECT coalesce(f.original_path, f.path) AS path, f.sha256, f.size_bytes, f.modified, f.path AS file,
    (SELECT list(o.id || ' ' || o.title ORDER BY TRY_CAST(substr(o.id, 2) AS BIGINT)) FROM observations o WHERE o.log = 'webroot' AND o.file = f.path) AS judged
  FROM files f WHERE f.log = 'webroot' ORDER BY 1, 5;
CREATE VIEW mailboxes AS
  SELECT r.mailbox, r.protocol, r.first, r.last, r.records, r.clients, m.actor, m.claims FROM (
    SELECT lower(mailbox) AS mailbox, part AS protocol, min(time) AS first, max(time) AS last, count(*) AS records, count(DISTINCT client) AS clients
    FROM records WHERE mailbox IS NOT NULL AND NOT regexp_matches(mailbox, '^(Server|ServerInfo|ServerCookie|TargetServer|Url)~', 'i') GROUP BY ALL) r
  LEFT JOIN (SELECT lower(mailbox) AS mailbox, min(actor) AS actor, flatten(list(claims ORDER BY first, protocol)) AS claims FROM mailbox_access WHERE mailbox <> '' GROUP BY ALL) m ON m.mailbox = r.mailbox
  UNION ALL SELECT mailbox, protocol, first, last, records, NULL, actor, claims FROM mailbox_access
    WHERE lower(mailbox) NOT IN (SELECT DISTINCT lower(r.mailbox) FROM records r WHERE r.mailbox IS NOT NULL)
  ORDER BY records DESC, mailbox, protocol;
