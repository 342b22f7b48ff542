package io.anomalyradar.app.query;

import java.util.List;

/**
 * A part of the report: one question in SQL and its answer as a table.
 *
 * @param meaning one sentence for the reader
 */
record ReportSection(String title, String meaning, String sql) {
    static final List<ReportSection> ALL = List.of(
            new ReportSection(
                    "Anomalies by group",
                    "What was found, by the group that the devices send; the time is that of all anomalies together.",
                    """
                    SELECT coalesce(nullif(d."group", ''), '-') AS "group", count(*) AS anomalies,
                        sum(CASE WHEN a.severity = 'CRITICAL' THEN 1 ELSE 0 END) AS critical,
                        sum(CASE WHEN a.state = 'OPEN' THEN 1 ELSE 0 END) AS open,
                        count(DISTINCT a.device) AS devices, round(sum(a.millis) / 3600000.0, 1) AS hours
                    FROM anomalies a LEFT JOIN devices d ON d.device = a.device
                    GROUP BY 1 ORDER BY critical DESC, anomalies DESC LIMIT 50"""),
            new ReportSection(
                    "Devices with the most anomalies",
                    "Where to look first.",
                    """
                    SELECT device, count(*) AS anomalies, sum(CASE WHEN severity = 'CRITICAL' THEN 1 ELSE 0 END) AS critical,
                        min(start) AS first, max(start) AS last
                    FROM anomalies GROUP BY 1 ORDER BY critical DESC, anomalies DESC, device LIMIT 20"""),
            new ReportSection(
                    "Anomalies by day",
                    "Whether it gets better.",
                    """
                    SELECT strftime(date_trunc('day', start), '%Y-%m-%d') AS day, count(*) AS anomalies,
                        sum(CASE WHEN severity = 'CRITICAL' THEN 1 ELSE 0 END) AS critical
                    FROM anomalies GROUP BY 1 ORDER BY 1 LIMIT 100"""),
            new ReportSection(
                    "Trends",
                    "Series whose hours rise or fall steadily: change a day in standard deviations of the series, with R² of"
                            + " the line (1: all of the variation is the trend) over at least a day of hours.",
                    """
                    SELECT device, metric, round(regr_slope(avg, ts) * 86400000 / nullif(stddev(avg), 0), 2) AS per_day,
                        round(regr_r2(avg, ts), 2) AS r2, count(*) AS hours
                    FROM hours GROUP BY 1, 2 HAVING count(*) >= 24 AND regr_r2(avg, ts) >= 0.5
                    ORDER BY abs(regr_slope(avg, ts) * 86400000 / nullif(stddev(avg), 0)) DESC LIMIT 20"""),
            new ReportSection(
                    "Data quality: gaps",
                    "Series that were silent for longer than five minutes between two minutes with readings.",
                    """
                    WITH steps AS (SELECT device, metric, ts,
                        ts - lag(ts) OVER (PARTITION BY device, metric ORDER BY ts) - 60000 AS silent FROM minutes)
                    SELECT device, metric, count(*) AS gaps, round(sum(silent) / 3600000.0, 1) AS hours,
                        round(max(silent) / 3600000.0, 1) AS longest
                    FROM steps WHERE silent > 300000 GROUP BY 1, 2 ORDER BY hours DESC, device, metric LIMIT 50"""),
            new ReportSection(
                    "Data quality: stuck",
                    "Series with minutes of at least ten readings that are all the same, though other minutes differ.",
                    """
                    SELECT device, metric, count(*) AS minutes,
                        sum(CASE WHEN min = max THEN 1 ELSE 0 END) AS stuck,
                        round(sum(CASE WHEN min = max THEN 1 ELSE 0 END) / count(*), 2) AS share
                    FROM minutes WHERE count >= 10 GROUP BY 1, 2
                    HAVING sum(CASE WHEN min = max THEN 1 ELSE 0 END) > 0 AND min(min) < max(max)
                    ORDER BY share DESC, device, metric LIMIT 50"""),
            new ReportSection(
                    "Data quality: late",
                    "Readings that arrived after a newer one of their series: stored, but not scored.",
                    """
                    SELECT device, metric, count(*) AS late, max(arrived) AS last
                    FROM samples WHERE status = 'late' GROUP BY 1, 2 ORDER BY late DESC, device, metric LIMIT 50"""));
}
