package io.anomalyradar.history.clickhouse;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.history.Cursors;
import io.anomalyradar.history.Device;
import io.anomalyradar.history.Field;
import io.anomalyradar.history.MetricSample;
import io.anomalyradar.history.Page;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.history.Points;
import io.anomalyradar.history.PointsBuilder;
import io.anomalyradar.history.SeriesCounts;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.history.SeriesOfDevice;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.model.telemetry.Attributes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Questions about devices and all of their series. A device exists once a score of it is stored. */
final class ChDevices {
    private static final String DEVICE =
            """
            SELECT d.name AS name, any(d.site) AS site, any(d.type) AS type, any(d.grp) AS grp, any(d.tenant) AS tenant,
                min(m.first_append_ms) AS first_seen, max(m.last_append_ms) AS last_seen, max(m.last_ts) AS last_ts,
                any(s.metrics) AS metrics, any(o.warnings) AS warnings, any(o.criticals) AS criticals
            FROM devices AS d INNER JOIN marks AS m ON m.device = d.id
            LEFT JOIN (SELECT device, toInt64(count()) AS metrics FROM series GROUP BY device) AS s ON s.device = d.id
            LEFT JOIN (
                SELECT device, toInt64(countIf(severity = 'WARNING')) AS warnings,
                    toInt64(countIf(severity = 'CRITICAL')) AS criticals
                FROM anomalies FINAL WHERE state = 'OPEN' GROUP BY device) AS o ON o.device = d.name
            WHERE %s GROUP BY d.name ORDER BY d.name LIMIT %d""";

    private final ChConnection on;
    private final ChSeries series;
    private final long batch;

    ChDevices(ChConnection on, ChSeries series, long batch) {
        this.on = on;
        this.series = series;
        this.batch = batch;
    }

    Page<Device> page(String nameContains, PageRequest page) {
        String after = Cursors.key('d', page, "");
        String condition = "d.name > " + ChSql.quoted(after)
                + (nameContains.isEmpty()
                        ? ""
                        : " AND position(lowerUTF8(d.name), lowerUTF8(" + ChSql.quoted(nameContains) + ")) > 0");
        return Cursors.page('d', devices(condition, page.limit() + 1), page, Device::name);
    }

    Optional<Device> one(String name) {
        return devices("d.name = " + ChSql.quoted(name), 1).stream().findFirst();
    }

    private List<Device> devices(String condition, int limit) {
        return on.rows("listing devices", ChSql.text(DEVICE, condition, limit), row -> {
            Map<Severity, Integer> open = new EnumMap<>(Severity.class);
            open.put(Severity.WARNING, (int) row.number("warnings"));
            open.put(Severity.CRITICAL, (int) row.number("criticals"));
            open.values().removeIf(count -> count == 0);
            return new Device(
                    row.text("name"),
                    row.attributes(),
                    row.number("first_seen"),
                    row.number("last_seen"),
                    row.number("last_ts"),
                    (int) row.number("metrics"),
                    open);
        });
    }

    /** The series of a device, in order of metrics. */
    private Map<Integer, String> metrics(String device) {
        Map<Integer, String> metrics = new LinkedHashMap<>();
        on.each(
                "reading a device",
                "SELECT id, metric FROM series WHERE device IN (SELECT id FROM devices WHERE name = "
                        + ChSql.quoted(device) + ") ORDER BY metric",
                row -> metrics.put(row.integer("id"), row.text("metric")));
        return metrics;
    }

    List<MetricSample> latest(String device) {
        Map<Integer, String> metrics = metrics(device);
        Map<Integer, MetricSample> latest = new HashMap<>();
        String newest = ChSql.text(
                "SELECT * FROM samples WHERE series IN (%s) AND status != 4 AND batch <= %d ORDER BY series, batch DESC,"
                        + " arrival DESC LIMIT 1 BY series",
                ChSql.list(metrics.keySet()), batch);
        on.each("reading the latest samples", ChSql.text(ChRows.WITH_SOURCE, "x.series AS series, ", newest), row -> {
            int number = row.integer("series");
            latest.put(number, new MetricSample(metrics.getOrDefault(number, ""), ChRows.sample(row)));
        });
        return metrics.keySet().stream()
                .map(latest::get)
                .filter(Objects::nonNull)
                .toList();
    }

    List<SeriesCounts> counts(String device) {
        Map<Integer, String> metrics = metrics(device);
        Map<Integer, SeriesCounts> counts = new HashMap<>();
        on.each(
                "counting samples",
                ChSql.text(
                        """
                        SELECT series, status, toInt64(count()) AS samples, min(ts) AS first, max(ts) AS last
                        FROM samples WHERE series IN (%s) AND batch <= %d GROUP BY series, status""",
                        ChSql.list(metrics.keySet()), batch),
                row -> counts.merge(
                        row.integer("series"),
                        new SeriesCounts(
                                metrics.getOrDefault(row.integer("series"), ""),
                                Map.of(SampleStatus.numbered(row.integer("status")), row.number("samples")),
                                row.number("first"),
                                row.number("last")),
                        ChDevices::merged));
        return metrics.keySet().stream()
                .map(counts::get)
                .filter(Objects::nonNull)
                .toList();
    }

    private static SeriesCounts merged(SeriesCounts one, SeriesCounts other) {
        Map<SampleStatus, Long> samples = new HashMap<>(one.samples());
        samples.putAll(other.samples());
        return new SeriesCounts(
                one.metric(),
                samples,
                Math.min(one.firstMillis(), other.firstMillis()),
                Math.max(one.lastMillis(), other.lastMillis()));
    }

    List<SeriesOfDevice> catalogue() {
        Map<String, Attributes> devices = new LinkedHashMap<>();
        Map<String, List<String>> metrics = new HashMap<>();
        on.each(
                "listing all series",
                """
                SELECT d.name AS name, d.site AS site, d.type AS type, d.grp AS grp, d.tenant AS tenant, s.metric AS metric
                FROM devices AS d INNER JOIN series AS s ON s.device = d.id ORDER BY name, metric""",
                row -> {
                    String name = row.text("name");
                    devices.computeIfAbsent(name, unused -> row.attributes());
                    metrics.computeIfAbsent(name, unused -> new ArrayList<>()).add(row.text("metric"));
                });
        return devices.entrySet().stream()
                .map(entry -> new SeriesOfDevice(
                        entry.getKey(), entry.getValue(), metrics.getOrDefault(entry.getKey(), List.of())))
                .toList();
    }

    Optional<List<Points>> points(List<SeriesName> names, Field field, TimeRange range, int most) {
        List<@Nullable Integer> numbers = series.numbers(names);
        List<Integer> known =
                numbers.stream().filter(Objects::nonNull).distinct().toList();
        Map<Integer, PointsBuilder> columns = new HashMap<>();
        int[] rows = new int[1];
        on.each(
                "reading samples",
                ChSql.text(
                        """
                        SELECT series, ts, %s AS number FROM samples
                        WHERE series IN (%s) AND ts >= %d AND ts < %d AND batch <= %d AND NOT isNaN(number)
                        ORDER BY series, ts, batch, arrival LIMIT %d""",
                        column(field), ChSql.list(known), range.fromMillis(), range.toMillis(), batch, most + 1L),
                row -> {
                    if (++rows[0] <= most) {
                        columns.computeIfAbsent(row.integer("series"), unused -> new PointsBuilder())
                                .add(row.number("ts"), row.real("number"));
                    }
                });
        if (rows[0] > most) {
            return Optional.empty();
        }
        List<Points> answers = new ArrayList<>(names.size());
        for (Integer number : numbers) {
            PointsBuilder column = number == null ? null : columns.get(number);
            answers.add(column == null ? Points.NONE : column.points());
        }
        return Optional.of(answers);
    }

    private static String column(Field field) {
        return switch (field) {
            case VALUE -> "value";
            case EXPECTED -> "expected";
            case LOWER -> "lower";
            case UPPER -> "upper";
            case SCORE -> "if(status IN (1, 2, 3), score, nan)";
            case ALARM -> "toFloat64(status = 3)";
        };
    }
}
