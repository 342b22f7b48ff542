package io.anomalyradar.history.duckdb;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.history.SqlQuestion;
import io.anomalyradar.history.Step;
import io.anomalyradar.history.TimeRange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a question in SQL sees: views of the store's tables with names instead of numbers, the asker's devices and the
 * question's time only. They are temporary: they belong to one connection, and end with it. docs/sql.md lists their
 * columns.
 */
final class SqlViews {
    static final Set<String> NAMES = Set.of("samples", "minutes", "hours", "days", "anomalies", "devices", "series");

    private static final String DEVICES =
            """
            CREATE TEMP VIEW devices AS
            SELECT name AS device, site, type, grp AS "group", tenant, make_timestamp_ms(created_ms) AS created
            FROM %1$s.devices WHERE %2$s""";

    private static final String SERIES =
            """
            CREATE TEMP VIEW series AS
            SELECT names.name AS device, series.metric
            FROM %1$s.series AS series JOIN %1$s.devices AS names ON names.id = series.device WHERE %2$s""";

    private static final String SAMPLES =
            """
            CREATE TEMP VIEW samples AS
            SELECT names.name AS device, series.metric, make_timestamp_ms(samples.ts) AS time, samples.ts,
                samples.value, samples.expected, samples.lower, samples.upper, samples.score,
                [%4$s][samples.status + 1] AS status, make_timestamp_ms(samples.append_ms) AS arrived
            FROM %1$s.samples AS samples JOIN %1$s.series AS series ON series.id = samples.series
                JOIN %1$s.devices AS names ON names.id = series.device
            WHERE samples.ts >= %5$d AND samples.ts < %6$d AND %2$s""";

    private static final String WINDOWS =
            """
            CREATE TEMP VIEW %3$s AS
            SELECT names.name AS device, series.metric, make_timestamp_ms(windows.start_ms) AS time,
                windows.start_ms AS ts, windows.count, windows.total AS sum, windows.total / windows.count AS avg,
                windows.minimum AS min, windows.maximum AS max, windows.deviation AS stddev, windows.p99,
                windows.worst AS score, windows.alarms, windows.alarms / windows.count AS anomaly_share, windows.slope
            FROM (%7$s) AS windows JOIN %1$s.series AS series ON series.id = windows.series
                JOIN %1$s.devices AS names ON names.id = series.device
            WHERE %2$s""";

    private static final String ANOMALIES =
            """
            CREATE TEMP VIEW anomalies AS
            SELECT names.id, names.device, names.metric, names.severity, names.state, names.revision,
                make_timestamp_ms(names.start_ms) AS start, make_timestamp_ms(names.end_ms) AS "end",
                names.start_ms AS ts, names.end_ms - names.start_ms AS millis, names.document
            FROM %1$s.anomalies AS names WHERE names.start_ms >= %5$d AND names.start_ms < %6$d AND %2$s""";

    private SqlViews() {}

    /** Makes the views that {@code question} is asked of. */
    static void make(Connection connection, SqlQuestion question) throws SQLException {
        String catalog = Sql.row(connection, "SELECT current_database()", row -> row.getString(1))
                .orElseThrow();
        String main = '"' + catalog.replace("\"", "\"\"") + "\".main";
        Set<String> devices = question.devices();
        String byNumber = "TRUE";
        String byName = "TRUE";
        if (devices != null) {
            admit(connection, main, devices);
            byNumber = "%s IN (SELECT id FROM temp.admitted)";
            byName = "names.device IN (SELECT name FROM temp.admitted)";
        }
        TimeRange range = question.range();
        make(connection, DEVICES, main, byNumber.replace("%s", "id"), range, Step.RAW);
        make(connection, SERIES, main, byNumber.replace("%s", "series.device"), range, Step.RAW);
        make(connection, SAMPLES, main, byNumber.replace("%s", "series.device"), range, Step.RAW);
        for (Step step : new Step[] {Step.MINUTE, Step.HOUR, Step.DAY}) {
            make(connection, WINDOWS, main, byNumber.replace("%s", "series.device"), range, step);
        }
        make(connection, ANOMALIES, main, byName, range, Step.RAW);
    }

    private static void make(
            Connection connection, String view, String main, String admitted, TimeRange range, Step step)
            throws SQLException {
        String windows = step == Step.RAW
                ? ""
                : RollUps.settled(Sql.text(
                        "SELECT * FROM %s.%s WHERE start_ms >= %d AND start_ms < %d",
                        main, RollUps.name(step), range.fromMillis(), range.toMillis()));
        String statuses = Arrays.stream(SampleStatus.values())
                .map(status -> "'" + status.name().toLowerCase(Locale.ROOT) + "'")
                .collect(Collectors.joining(", "));
        Sql.change(
                connection,
                Sql.text(
                        view,
                        main,
                        admitted,
                        step == Step.RAW ? "" : RollUps.name(step),
                        statuses,
                        range.fromMillis(),
                        range.toMillis(),
                        windows));
    }

    /** The numbers and names of {@code devices}, and names that are no device's here any more. */
    private static void admit(Connection connection, String main, Set<String> devices) throws SQLException {
        Sql.change(connection, "CREATE TEMP TABLE admitted (id INTEGER, name VARCHAR)");
        Sql.change(
                connection,
                "INSERT INTO temp.admitted SELECT known.id, asked.name FROM (SELECT unnest(?::VARCHAR[]) AS name) AS asked"
                        + " LEFT JOIN " + main + ".devices AS known ON known.name = asked.name",
                connection.createArrayOf("VARCHAR", devices.toArray()));
    }
}
