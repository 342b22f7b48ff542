package io.anomalyradar.history.clickhouse;

import io.anomalyradar.history.Cursors;
import io.anomalyradar.history.EventFilter;
import io.anomalyradar.history.EventSummary;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.Page;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.model.event.RecordedEvent;
import io.anomalyradar.model.event.RecordedEventJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The table of events, and questions about it. */
final class ChEvents {
    static final List<String> COLUMNS = List.of("id", "type", "key", "ts", "append_ms", "earlier", "document");

    private ChEvents() {}

    static ChOutput rows(List<RecordedEvent> events) {
        ChOutput rows = new ChOutput();
        for (RecordedEvent event : events) {
            rows.text(event.id())
                    .text(event.type())
                    .text(event.key())
                    .number(event.timestampMillis())
                    .number(event.appendTimeMillis())
                    .number(Long.MAX_VALUE - event.appendTimeMillis())
                    .text(new String(RecordedEventJson.encode(event), StandardCharsets.UTF_8))
                    .endRow();
        }
        return rows;
    }

    static Page<RecordedEvent> page(ChConnection on, EventFilter filter, PageRequest page) {
        String[] after = Cursors.key('e', page, Long.MAX_VALUE + ":").split(":", 2);
        long afterMillis = Cursors.number(after[0], page);
        String earlier = "(ts < " + afterMillis + " OR (ts = " + afterMillis + " AND id < "
                + ChSql.quoted(after.length == 2 ? after[1] : "") + "))";
        List<RecordedEvent> found = on.rows(
                "listing events",
                "SELECT document FROM events FINAL WHERE " + earlier + " AND " + where(filter)
                        + " ORDER BY ts DESC, id DESC LIMIT " + (page.limit() + 1),
                ChEvents::read);
        return Cursors.page('e', found, page, last -> last.timestampMillis() + ":" + last.id());
    }

    private static String where(EventFilter filter) {
        List<String> conditions = new ArrayList<>();
        conditions.add("ts >= " + filter.range().fromMillis());
        conditions.add("ts < " + filter.range().toMillis());
        addIn(conditions, "type", filter.types());
        addIn(conditions, "key", filter.keys());
        return String.join(" AND ", conditions);
    }

    /** A condition on {@code column}, unless any value is wanted. */
    static void addIn(List<String> conditions, String column, Collection<String> wanted) {
        if (!wanted.isEmpty()) {
            conditions.add(column + " IN (" + ChSql.quotedList(wanted) + ")");
        }
    }

    static EventSummary summary(ChConnection on, EventFilter filter, long stepMillis) {
        String what = "counting events";
        String where = where(filter);
        List<EventSummary.TypeCount> types = on.rows(
                what,
                "SELECT toString(type) AS name, intDiv(ts, " + stepMillis + ") * " + stepMillis
                        + " AS start, toInt64(count()) AS n FROM events FINAL WHERE " + where
                        + " GROUP BY name, start ORDER BY name, start",
                row -> new EventSummary.TypeCount(row.text("name"), row.number("start"), row.number("n")));
        List<EventSummary.KeyCount> keys = on.rows(
                what,
                "SELECT key, toInt64(count()) AS n FROM events FINAL WHERE " + where
                        + " GROUP BY key ORDER BY n DESC, key LIMIT " + EventSummary.TOP_KEYS,
                row -> new EventSummary.KeyCount(row.text("key"), row.number("n")));
        return new EventSummary(types, keys);
    }

    private static RecordedEvent read(ChRow row) {
        String document = row.text("document");
        try {
            return RecordedEventJson.decode(document.getBytes(StandardCharsets.UTF_8));
        } catch (IOException malformed) {
            throw new HistoryException.Permanent(
                    HistoryException.Code.DAMAGED, "an event is stored as " + document, malformed);
        }
    }
}
