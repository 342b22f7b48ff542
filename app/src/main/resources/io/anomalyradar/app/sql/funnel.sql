-- Funnel: how many users log in within an hour, then look at something, and then buy.
CREATE TABLE funnel (
  began TIMESTAMP(3), logged_in BIGINT, looked BIGINT, bought BIGINT,
  PRIMARY KEY (began) NOT ENFORCED
);
CREATE VIEW funnel_steps AS
SELECT window_start, window_end, window_time, key,
  MIN(CASE WHEN type = 'login' AND attributes['outcome'] = 'success' THEN arrived_in_order END) AS login,
  MAX(CASE WHEN type IN ('view', 'click') THEN arrived_in_order END) AS look,
  MAX(CASE WHEN type = 'purchase' THEN arrived_in_order END) AS purchase
FROM (
  SELECT *, TIMESTAMPDIFF(SECOND, TO_TIMESTAMP_LTZ(0, 3), event_time) AS arrived_in_order
  FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(event_time), INTERVAL '1' HOUR))
)
GROUP BY window_start, window_end, window_time, key;
INSERT INTO funnel
SELECT window_start, COUNT(*), COUNT(*) FILTER (WHERE look > login),
  COUNT(*) FILTER (WHERE look > login AND purchase > login)
FROM funnel_steps
WHERE login IS NOT NULL
GROUP BY window_start, window_end;
