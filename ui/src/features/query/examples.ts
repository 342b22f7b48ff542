/** Questions to begin with; their names are in the texts. */
export const EXAMPLES = [
  {
    name: 'worst',
    sql: `SELECT device, metric, max(score) AS worst, sum(alarms) AS alarms
FROM minutes
GROUP BY ALL
ORDER BY worst DESC
LIMIT 20`,
  },
  {
    name: 'silent',
    sql: `SELECT device, max(time) AS last_seen, count(*) AS windows
FROM minutes
GROUP BY device
HAVING last_seen < now() - INTERVAL 10 minutes
ORDER BY last_seen`,
  },
  {
    name: 'anomalies',
    sql: `SELECT date_trunc('day', start) AS day, severity, count(*) AS anomalies, median(millis) / 1000 AS seconds
FROM anomalies
GROUP BY ALL
ORDER BY day DESC, severity`,
  },
  {
    name: 'growth',
    sql: `SELECT device, metric, first(avg ORDER BY ts) AS before, last(avg ORDER BY ts) AS now,
       regr_slope(avg, ts) * 3600000 AS an_hour
FROM minutes
GROUP BY ALL
ORDER BY abs(an_hour) DESC
LIMIT 20`,
  },
  {
    name: 'gaps',
    sql: `WITH steps AS (
  SELECT device, metric, time, ts - lag(ts) OVER (PARTITION BY device, metric ORDER BY ts) AS pause
  FROM samples
)
SELECT device, metric, median(pause) AS usual_ms, max(pause) AS longest_ms, arg_max(time, pause) AS after
FROM steps
GROUP BY ALL
HAVING longest_ms > 10 * usual_ms
ORDER BY longest_ms DESC
LIMIT 20`,
  },
] as const;
