CREATE TABLE records (file VARCHAR, line BIGINT, record_id BIGINT, offset_bytes BIGINT, length_bytes BIGINT, time TIMESTAMP, log VARCHAR, part VARCHAR,
  client VARCHAR, user_name VARCHAR, method VARCHAR, host VARCHAR, path VARCHAR, query VARCHAR, status BIGINT, bytes_in BIGINT, bytes_out BIGINT,
  duration_ms BIGINT, agent VARCHAR, mailbox VARCHAR, event_id BIGINT, computer VARCHAR, fields JSON);
