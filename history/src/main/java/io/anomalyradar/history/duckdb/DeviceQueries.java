package io.anomalyradar.history.duckdb;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.history.Cursors;
import io.anomalyradar.history.Device;
import io.anomalyradar.history.Page;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.history.SeriesCounts;
import io.anomalyradar.history.SeriesOfDevice;
import io.anomalyradar.model.telemetry.Attributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions about devices. A device exists once a score of it is stored. */
final class DeviceQueries {
    private static final String DEVICE =
            """
            SELECT name, site, type, grp, tenant, first_seen, last_seen, last_ts,
                (SELECT count(*) FROM series WHERE series.device = found.id) AS metrics,
                (SELECT count(*) FROM anomalies
                    WHERE anomalies.device = found.name AND state = 'OPEN' AND severity = 'WARNING') AS warnings,
                (SELECT count(*) FROM anomalies
                    WHERE anomalies.device = found.name AND state = 'OPEN' AND severity = 'CRITICAL') AS criticals
            FROM (
                SELECT id, name, site, type, grp, tenant, min(first_append_ms) AS first_seen,
                    max(last_append_ms) AS last_seen, max(marks.last_ts) AS last_ts
                FROM devices JOIN marks ON marks.device = devices.id
                WHERE %s
                GROUP BY ALL ORDER BY name LIMIT ?) AS found
            ORDER BY name""";
    private static final String PAGE = DEVICE.replace("%s", "name > ? AND contains(lower(name), lower(?))");
    private static final String ONE = DEVICE.replace("%s", "name = ?");
    /** The folded totals and the samples stored since. */
    private static final String COUNTS =
            """
            SELECT metric, status, CAST(sum(samples) AS BIGINT) AS samples, min(first) AS first, max(last) AS last
            FROM (
                UNPIVOT (
                    SELECT series, first_ts AS first, last_ts AS last, warm_up AS "0", normal AS "1", unusual AS "2",
                        alarm AS "3", late AS "4"
                    FROM series_totals WHERE series IN (%s))
                ON "0", "1", "2", "3", "4" INTO NAME status VALUE samples
                UNION ALL BY NAME
                SELECT series, CAST(status AS VARCHAR) AS status, count(*) AS samples, min(ts) AS first, max(ts) AS last
                FROM samples WHERE batch > ? AND series IN (%s) GROUP BY series, status) AS counted
            JOIN series ON series.id = counted.series
            WHERE samples > 0
            GROUP BY metric, status ORDER BY metric, status"""
                    .replace(
                            "%s",
                            """
                            SELECT series.id FROM series JOIN devices ON devices.id = series.device
                            WHERE devices.name = ?""");

    private static final String CATALOGUE =
            """
            SELECT name, site, type, grp, tenant, metric FROM devices JOIN series ON series.device = devices.id
            ORDER BY name, metric""";

    private record Count(String metric, SampleStatus status, long samples, long first, long last) {}

    private DeviceQueries() {}

    static Page<Device> page(Connection connection, String nameContains, PageRequest page) throws SQLException {
        String after = Cursors.key('d', page, "");
        List<Device> found = Sql.rows(connection, PAGE, DeviceQueries::device, after, nameContains, page.limit() + 1);
        return Cursors.page('d', found, page, Device::name);
    }

    static Optional<Device> one(Connection connection, String name) throws SQLException {
        return Sql.row(connection, ONE, DeviceQueries::device, name, 1);
    }

    private static Device device(ResultSet row) throws SQLException {
        Map<Severity, Integer> open = new EnumMap<>(Severity.class);
        open.put(Severity.WARNING, row.getInt("warnings"));
        open.put(Severity.CRITICAL, row.getInt("criticals"));
        open.values().removeIf(count -> count == 0);
        return new Device(
                row.getString("name"),
                LedgerTables.attributes(row),
                row.getLong("first_seen"),
                row.getLong("last_seen"),
                row.getLong("last_ts"),
                row.getInt("metrics"),
                open);
    }

    static List<SeriesOfDevice> catalogue(Connection connection) throws SQLException {
        List<SeriesOfDevice> devices = new ArrayList<>();
        Catalogue open = new Catalogue(devices);
        Sql.each(connection, CATALOGUE, open::add);
        open.end();
        return devices;
    }

    /** Joins the rows of a device, which follow each other. Metrics repeat from device to device: one text of each. */
    private static final class Catalogue {
        private final List<SeriesOfDevice> into;
        private final Map<String, String> texts = new HashMap<>();
        private final List<String> metrics = new ArrayList<>();
        private String device = "";
        private Attributes attributes = Attributes.NONE;

        Catalogue(List<SeriesOfDevice> into) {
            this.into = into;
        }

        void add(ResultSet row) throws SQLException {
            String name = row.getString("name");
            if (!name.equals(device)) {
                end();
                device = name;
                attributes = LedgerTables.attributes(row);
            }
            metrics.add(texts.computeIfAbsent(row.getString("metric"), metric -> metric));
        }

        void end() {
            if (!metrics.isEmpty()) {
                into.add(new SeriesOfDevice(device, attributes, metrics));
                metrics.clear();
            }
        }
    }

    static List<SeriesCounts> counts(Connection connection, String device) throws SQLException {
        connection.setAutoCommit(false); // one state for both questions
        List<Count> counts = Sql.rows(
                connection,
                COUNTS,
                row -> new Count(
                        row.getString("metric"),
                        SampleStatus.numbered(Long.parseLong(row.getString("status"))),
                        row.getLong("samples"),
                        row.getLong("first"),
                        row.getLong("last")),
                device,
                SeriesTotals.folded(connection),
                device);
        List<SeriesCounts> series = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= counts.size(); to++) {
            if (to == counts.size() || !counts.get(to).metric.equals(counts.get(from).metric)) {
                series.add(merged(counts.subList(from, to)));
                from = to;
            }
        }
        return series;
    }

    private static SeriesCounts merged(List<Count> statuses) {
        Map<SampleStatus, Long> samples = new EnumMap<>(SampleStatus.class);
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (Count count : statuses) {
            samples.put(count.status, count.samples);
            first = Math.min(first, count.first);
            last = Math.max(last, count.last);
        }
        return new SeriesCounts(statuses.get(0).metric, samples, first, last);
    }
}
