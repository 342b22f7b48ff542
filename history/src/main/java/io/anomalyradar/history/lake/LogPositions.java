package io.anomalyradar.history.lake;

import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import java.util.HashMap;
import java.util.Map;

/**
 * How far each partition of the log is in a table: one of its properties for each partition. They change with the rows,
 * in one version of the table; neither compaction nor expiry touches them.
 */
final class LogPositions {
    private static final String PREFIX = "radar.position.";

    private LogPositions() {}

    static Map<LogPartition, LogOffset> read(Map<String, String> properties) {
        Map<LogPartition, LogOffset> positions = new HashMap<>();
        properties.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                int end = name.lastIndexOf('.');
                LogPartition partition = new LogPartition(
                        name.substring(PREFIX.length(), end), Integer.parseInt(name.substring(end + 1)));
                int at = value.indexOf('@');
                positions.put(
                        partition,
                        new LogOffset(
                                Integer.parseInt(value.substring(at + 1)), Long.parseLong(value.substring(0, at))));
            }
        });
        return positions;
    }

    static String name(LogPartition partition) {
        return PREFIX + partition.topicId() + "." + partition.partition();
    }

    /** The next offset, and the leader epoch of the record before it. */
    static String value(LogOffset offset) {
        return offset.next() + "@" + offset.leaderEpoch();
    }
}
