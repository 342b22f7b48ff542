-- Sessions: what a user does without a pause of 30 minutes, with its length and revenue.
CREATE TABLE sessions (
  user_id STRING, started TIMESTAMP(3), ended TIMESTAMP(3), events BIGINT, purchases BIGINT, revenue DOUBLE,
  PRIMARY KEY (user_id, started) NOT ENFORCED
);
INSERT INTO sessions
SELECT key, window_start, window_end, COUNT(*), COUNT(*) FILTER (WHERE type = 'purchase'),
  COALESCE(SUM(CAST(attributes['amount'] AS DOUBLE)), 0)
FROM TABLE(SESSION(TABLE events PARTITION BY key, DESCRIPTOR(event_time), INTERVAL '30' MINUTE))
GROUP BY key, window_start, window_end;
