package io.anomalyradar.history.clickhouse;

import io.anomalyradar.history.BatchToken;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.Intent;
import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Announced batches. An intent is an empty table, named after the batch's number, with token and offsets as its comment:
 * of two servers that create it at once, one succeeds. ClickHouse has no other operation like that.
 */
final class ChIntents {
    private static final String PREFIX = "intent_";
    private static final int TABLE_EXISTS = 57;
    private static final String WHAT = "announcing a batch";

    private final ChConnection on;

    ChIntents(ChConnection on) {
        this.on = on;
    }

    /**
     * Announces {@code intent}; answers false when it was announced before.
     *
     * @throws HistoryException.Conflict when another batch with this number is
     */
    boolean announce(Intent intent) {
        long number = intent.token().number();
        int refused = on.tryRun(
                WHAT,
                "CREATE TABLE " + PREFIX + number + " (unused Int8) ENGINE = Memory COMMENT "
                        + ChSql.quoted(text(intent)),
                TABLE_EXISTS);
        if (refused == 0) {
            return true;
        }
        for (Intent open : all()) {
            if (open.token().number() == number && !open.token().equals(intent.token())) {
                throw new HistoryException.Conflict(
                        "batch " + open.token().number() + " of another server is not finished", null);
            }
        }
        return false;
    }

    void withdraw(long number) {
        on.run(WHAT, "DROP TABLE IF EXISTS " + PREFIX + number);
    }

    /** All that are announced, finished ones among them. */
    List<Intent> all() {
        return on.rows(
                WHAT,
                "SELECT name, comment FROM system.tables WHERE database = currentDatabase() AND startsWith(name, '"
                        + PREFIX + "')",
                row -> intent(row.text("name"), row.text("comment")));
    }

    private static String text(Intent intent) {
        return intent.token().value()
                + intent.offsets().entrySet().stream()
                        .map(entry -> " " + entry.getKey().topicId() + " "
                                + entry.getKey().partition() + " "
                                + entry.getValue().leaderEpoch() + " "
                                + entry.getValue().next())
                        .sorted()
                        .collect(Collectors.joining());
    }

    private static Intent intent(String name, String comment) {
        List<String> words = new ArrayList<>(List.of(comment.split(" ", -1)));
        Map<LogPartition, LogOffset> offsets = new HashMap<>();
        for (int i = 1; i + 3 < words.size(); i += 4) {
            offsets.put(
                    new LogPartition(words.get(i), Integer.parseInt(words.get(i + 1))),
                    new LogOffset(Integer.parseInt(words.get(i + 2)), Long.parseLong(words.get(i + 3))));
        }
        return new Intent(new BatchToken(Long.parseLong(name.substring(PREFIX.length())), words.get(0)), offsets);
    }
}
