-- Distinct users of every hour, by HyperLogLog: 2 % off, in 2 kB however many there are.
CREATE TABLE hourly_users (
  began TIMESTAMP(3), users BIGINT, events BIGINT,
  PRIMARY KEY (began) NOT ENFORCED
);
INSERT INTO hourly_users
SELECT window_start, APPROX_COUNT_DISTINCT(key), COUNT(*)
FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(event_time), INTERVAL '1' HOUR))
GROUP BY window_start, window_end;
