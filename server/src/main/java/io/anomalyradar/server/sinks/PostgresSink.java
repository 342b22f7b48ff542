package io.anomalyradar.server.sinks;

import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.config.SinksConfig.SinkTarget;
import io.anomalyradar.server.sinks.SinkEntry.AlertRevision;
import io.anomalyradar.server.sinks.SinkEntry.AnomalyRevision;
import io.anomalyradar.server.sinks.SinkEntry.IncidentRevision;
import io.anomalyradar.server.sinks.SinkEntry.Revision;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Tables {@code radar_anomalies}, {@code radar_alerts} and {@code radar_incidents} with the newest revision of each,
 * written in one transaction for each batch. Rows are locked in the order of their ids, so that two servers do not wait
 * for each other.
 */
final class PostgresSink implements Sink {
    private static final int CONNECT_SECONDS = 10;
    private static final int SOCKET_SECONDS = 60;

    private static final List<String> TABLES = List.of(
            """
            CREATE TABLE IF NOT EXISTS radar_anomalies (
                id text PRIMARY KEY, revision integer NOT NULL, device text NOT NULL, state text NOT NULL,
                severity text NOT NULL, started timestamptz NOT NULL, ended timestamptz, title text NOT NULL,
                document jsonb NOT NULL, stored timestamptz NOT NULL DEFAULT now(),
                metric text NOT NULL, kind text NOT NULL, peak_at timestamptz NOT NULL, peak_value double precision,
                peak_expected double precision, peak_score double precision)""",
            """
            CREATE TABLE IF NOT EXISTS radar_alerts (
                id text PRIMARY KEY, revision integer NOT NULL, device text NOT NULL, state text NOT NULL,
                severity text NOT NULL, started timestamptz NOT NULL, ended timestamptz, title text NOT NULL,
                document jsonb NOT NULL, stored timestamptz NOT NULL DEFAULT now(),
                rule text NOT NULL, assignee text NOT NULL, incident text NOT NULL, anomaly text NOT NULL)""",
            """
            CREATE TABLE IF NOT EXISTS radar_incidents (
                id text PRIMARY KEY, revision integer NOT NULL, device text NOT NULL, state text NOT NULL,
                severity text NOT NULL, started timestamptz NOT NULL, ended timestamptz, title text NOT NULL,
                document jsonb NOT NULL, stored timestamptz NOT NULL DEFAULT now(),
                area text NOT NULL, alerts integer NOT NULL, devices integer NOT NULL)""",
            "CREATE INDEX IF NOT EXISTS radar_anomalies_device ON radar_anomalies (device, started)",
            "CREATE INDEX IF NOT EXISTS radar_alerts_device ON radar_alerts (device, started)",
            "CREATE INDEX IF NOT EXISTS radar_incidents_started ON radar_incidents (started)");

    private static final List<String> COMMON =
            List.of("id", "revision", "device", "state", "severity", "started", "ended", "title", "document");

    private final Connection connection;

    private PostgresSink(Connection connection) {
        this.connection = connection;
    }

    static PostgresSink open(SinkTarget target) throws SinkException {
        Properties settings = new Properties();
        settings.setProperty("user", target.user().isEmpty() ? "radar" : target.user());
        if (!target.secret().isEmpty()) {
            settings.setProperty("password", target.secret());
        }
        settings.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        settings.setProperty("loginTimeout", Integer.toString(CONNECT_SECONDS));
        settings.setProperty("socketTimeout", Integer.toString(SOCKET_SECONDS));
        settings.setProperty("tcpKeepAlive", "true");
        settings.setProperty("ApplicationName", "anomaly-radar");
        settings.setProperty("options", "-c TimeZone=UTC");
        try {
            PostgresSink sink = new PostgresSink(DriverManager.getConnection("jdbc:" + target.url(), settings));
            sink.prepare();
            return sink;
        } catch (SQLException failure) {
            throw failed("cannot be used", failure);
        }
    }

    private void prepare() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock(7236527)"); // two servers that start at once
            for (String table : TABLES) {
                statement.execute(table);
            }
            connection.commit();
        } catch (SQLException failure) {
            close();
            throw failure;
        }
    }

    @Override
    public void write(List<SinkEntry> entries) throws SinkException {
        try {
            upsert(
                    "radar_anomalies",
                    List.of("metric", "kind", "peak_at", "peak_value", "peak_expected", "peak_score"),
                    SinkEntry.newest(entries, AnomalyRevision.class),
                    PostgresSink::bind);
            upsert(
                    "radar_alerts",
                    List.of("rule", "assignee", "incident", "anomaly"),
                    SinkEntry.newest(entries, AlertRevision.class),
                    PostgresSink::bind);
            upsert(
                    "radar_incidents",
                    List.of("area", "alerts", "devices"),
                    SinkEntry.newest(entries, IncidentRevision.class),
                    PostgresSink::bind);
            connection.commit();
        } catch (SQLException failure) {
            rollBack(failure);
            throw failed("failed", failure);
        }
    }

    /** Sets the values of one row. */
    private interface Binder<T> {
        void bind(Row row, T revision) throws SQLException;
    }

    private <T extends Revision> void upsert(String table, List<String> own, Collection<T> revisions, Binder<T> binder)
            throws SQLException {
        if (revisions.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(upsert(table, own))) {
            for (T revision : revisions) {
                Row row = new Row(statement);
                row.text(revision.id());
                row.whole(revision.revision());
                row.text(revision.device());
                row.text(revision.state());
                row.text(revision.severity());
                binder.bind(row, revision);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static String upsert(String table, List<String> own) {
        StringBuilder columns = new StringBuilder();
        StringBuilder marks = new StringBuilder();
        StringBuilder changes = new StringBuilder();
        for (List<String> part : List.of(COMMON, own)) {
            for (String column : part) {
                columns.append(columns.isEmpty() ? "" : ", ").append(column);
                marks.append(marks.isEmpty() ? "" : ", ").append(column.equals("document") ? "?::jsonb" : "?");
                changes.append(column).append(" = excluded.").append(column).append(", ");
            }
        }
        return "INSERT INTO " + table + " AS known (" + columns + ") VALUES (" + marks
                + ") ON CONFLICT (id) DO UPDATE SET " + changes
                + "stored = now() WHERE known.revision < excluded.revision";
    }

    private static void bind(Row row, AnomalyRevision revision) throws SQLException {
        Anomaly anomaly = revision.anomaly();
        row.time(anomaly.startMillis());
        row.time(anomaly.endMillis());
        row.text(anomaly.explanation());
        row.text(revision.document());
        row.text(anomaly.metric());
        row.text(anomaly.kind());
        row.time(anomaly.peak().timestampMillis());
        row.number(anomaly.peak().actual());
        row.number(anomaly.peak().expected());
        row.number(anomaly.peak().score());
    }

    private static void bind(Row row, AlertRevision revision) throws SQLException {
        row.time(revision.alert().createdMillis());
        row.time(revision.alert().state().isOpen() ? null : revision.alert().changedMillis());
        row.text(revision.alert().title());
        row.text(revision.document());
        row.text(revision.alert().rule());
        row.text(revision.alert().assignee());
        row.text(revision.alert().incident());
        row.text(revision.alert().anomaly().id());
    }

    private static void bind(Row row, IncidentRevision revision) throws SQLException {
        boolean over = revision.state().equals("RESOLVED");
        row.time(revision.incident().openedMillis());
        row.time(over ? revision.incident().changedMillis() : null);
        row.text(revision.incident().lead().title());
        row.text(revision.document());
        row.text(revision.incident().area());
        row.whole(revision.incident().counts().alerts());
        row.whole(revision.incident().counts().devices());
    }

    /** The parameters of a statement, one after the other. */
    private static final class Row {
        private final PreparedStatement statement;
        private int next = 1;

        Row(PreparedStatement statement) {
            this.statement = statement;
        }

        /** PostgreSQL has no NUL in texts, as itself or as an escape of JSON. */
        void text(String text) throws SQLException {
            statement.setString(next++, text.replace('\0', '\uFFFD').replace("\\u0000", "\\ufffd"));
        }

        void whole(int value) throws SQLException {
            statement.setInt(next++, value);
        }

        void number(double value) throws SQLException {
            if (Double.isNaN(value)) {
                statement.setNull(next++, Types.DOUBLE);
            } else {
                statement.setDouble(next++, value);
            }
        }

        void time(@Nullable Long millis) throws SQLException {
            if (millis == null) {
                statement.setNull(next++, Types.TIMESTAMP_WITH_TIMEZONE);
            } else {
                statement.setObject(next++, Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC));
            }
        }
    }

    private void rollBack(SQLException cause) {
        try {
            connection.rollback();
        } catch (SQLException broken) {
            cause.addSuppressed(broken);
        }
    }

    /** Data that PostgreSQL cannot hold (class 22) are refused; anything else may be mended. */
    private static SinkException failed(String how, SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        String message = "PostgreSQL " + how + " (" + state + "): " + failure.getMessage();
        return state.startsWith("22")
                ? SinkException.refused(message, failure)
                : SinkException.unavailable(message, failure);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException gone) {
            // there is nothing more to close
        }
    }
}
