package io.anomalyradar.history.duckdb;

import static io.anomalyradar.history.duckdb.BulkInsert.bigint;
import static io.anomalyradar.history.duckdb.BulkInsert.text;

import io.anomalyradar.history.Cursors;
import io.anomalyradar.history.EventFilter;
import io.anomalyradar.history.EventSummary;
import io.anomalyradar.history.Page;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.model.event.RecordedEvent;
import io.anomalyradar.model.event.RecordedEventJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The table of events, and questions about it. Rows are in the order of arrival and have no key, so that a long history
 * costs no memory; whether an event is a repeat is looked up among the arrivals of the hour before it.
 */
final class EventQueries {
    static final String TABLE =
            """
            CREATE TABLE events (
                id VARCHAR NOT NULL, type VARCHAR NOT NULL, key VARCHAR NOT NULL, ts BIGINT NOT NULL,
                append_ms BIGINT NOT NULL, document VARCHAR NOT NULL)""";

    static final long REPEAT_MILLIS = 3_600_000;

    private static final String WHERE = "ts >= ? AND ts < ? AND %type AND %key";

    private EventQueries() {}

    static List<BulkInsert.Column<RecordedEvent>> columns() {
        return List.of(
                text("id", RecordedEvent::id),
                text("type", RecordedEvent::type),
                text("key", RecordedEvent::key),
                bigint("ts", RecordedEvent::timestampMillis),
                bigint("append_ms", RecordedEvent::appendTimeMillis),
                text("document", row -> new String(RecordedEventJson.encode(row), StandardCharsets.UTF_8)));
    }

    /** Those of {@code events} that are not repeats of stored ones. */
    static List<RecordedEvent> fresh(Connection connection, List<RecordedEvent> events) throws SQLException {
        List<RecordedEvent> named =
                events.stream().filter(event -> event.event().id() != null).toList();
        if (named.isEmpty()) {
            return events; // without an id of the sender each is another one
        }
        long earliest =
                named.stream().mapToLong(RecordedEvent::appendTimeMillis).min().orElseThrow() - REPEAT_MILLIS;
        Set<String> stored = new HashSet<>(Sql.rows(
                connection,
                "SELECT id FROM events WHERE append_ms >= ? AND id IN (SELECT unnest(string_split(?, ',')))",
                row -> row.getString(1),
                earliest,
                named.stream().map(RecordedEvent::id).collect(Collectors.joining(","))));
        return events.stream().filter(event -> !stored.contains(event.id())).toList();
    }

    static Page<RecordedEvent> page(Connection connection, EventFilter filter, PageRequest page) throws SQLException {
        String[] after = Cursors.key('e', page, Long.MAX_VALUE + ":").split(":", 2);
        long afterMillis = Cursors.number(after[0], page);
        List<@Nullable Object> parameters =
                new ArrayList<>(List.of(afterMillis, afterMillis, after.length == 2 ? after[1] : ""));
        List<RecordedEvent> found = Sql.rows(
                connection,
                "SELECT document FROM events WHERE (ts < ? OR (ts = ? AND id < ?)) AND " + where(filter, parameters)
                        + " ORDER BY ts DESC, id DESC LIMIT " + (page.limit() + 1),
                EventQueries::read,
                parameters.toArray());
        return Cursors.page('e', found, page, last -> last.timestampMillis() + ":" + last.id());
    }

    private static String where(EventFilter filter, List<@Nullable Object> parameters) {
        parameters.add(filter.range().fromMillis());
        parameters.add(filter.range().toMillis());
        parameters.addAll(filter.types());
        parameters.addAll(filter.keys());
        return WHERE.replace("%type", in("type", filter.types())).replace("%key", in("key", filter.keys()));
    }

    private static String in(String column, Set<String> wanted) {
        return wanted.isEmpty()
                ? "true"
                : column + " IN (" + String.join(", ", Collections.nCopies(wanted.size(), "?")) + ")";
    }

    static EventSummary summary(Connection connection, EventFilter filter, long stepMillis) throws SQLException {
        List<@Nullable Object> parameters = new ArrayList<>();
        String where = where(filter, parameters);
        List<EventSummary.TypeCount> types = Sql.rows(
                connection,
                Sql.text(
                        "SELECT type, ts // %1$d * %1$d AS start, count(*) FROM events WHERE %2$s GROUP BY ALL"
                                + " ORDER BY type, start",
                        stepMillis, where),
                row -> new EventSummary.TypeCount(row.getString(1), row.getLong(2), row.getLong(3)),
                parameters.toArray());
        List<EventSummary.KeyCount> keys = Sql.rows(
                connection,
                "SELECT key, count(*) AS n FROM events WHERE " + where + " GROUP BY key ORDER BY n DESC, key LIMIT "
                        + EventSummary.TOP_KEYS,
                row -> new EventSummary.KeyCount(row.getString(1), row.getLong(2)),
                parameters.toArray());
        return new EventSummary(types, keys);
    }

    private static RecordedEvent read(ResultSet row) throws SQLException {
        String document = row.getString("document");
        try {
            return RecordedEventJson.decode(document.getBytes(StandardCharsets.UTF_8));
        } catch (IOException malformed) {
            throw new SQLException("an event is stored as " + document, malformed);
        }
    }
}
