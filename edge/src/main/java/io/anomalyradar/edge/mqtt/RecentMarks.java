package io.anomalyradar.edge.mqtt;

import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The marks of the messages stored last: those that the broker may send again. Not thread-safe. */
final class RecentMarks {
    private static final int MOST = 1_000;

    private final Set<Long> marks = new LinkedHashSet<>();

    /** @param stored the marks, eight bytes each, oldest first; null: none */
    RecentMarks(byte @Nullable [] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored == null ? new byte[0] : stored);
        while (bytes.remaining() >= MqttMessage.MARK_BYTES) {
            add(bytes.getLong());
        }
    }

    void add(long mark) {
        marks.remove(mark);
        marks.add(mark);
        if (marks.size() > MOST) {
            marks.remove(marks.iterator().next());
        }
    }

    boolean contains(long mark) {
        return marks.contains(mark);
    }

    void clear() {
        marks.clear();
    }
}
