-- Purchases a minute as a metric of its own (derived.purchases of the device shop), which is scored like any other.
INSERT INTO telemetry (device, metric, event_time, `value`)
SELECT 'shop', 'purchases', CAST(window_time AS TIMESTAMP_LTZ(3)), CAST(COUNT(*) AS DOUBLE)
FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
WHERE type = 'purchase'
GROUP BY window_start, window_end, window_time;
