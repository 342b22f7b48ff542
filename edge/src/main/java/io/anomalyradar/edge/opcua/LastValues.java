package io.anomalyradar.edge.opcua;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.edge.intake.RecentMarks;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * The newest value of each variable, as a mark of eight bytes. A server begins each subscription with the values that it
 * has; one that was stored before is no new reading. Across a restart of the gateway the newest thousand are known. Not
 * thread-safe.
 */
final class LastValues {
    private final RecentMarks stored;
    private final Map<NodeId, Long> newest = new HashMap<>();

    /** @param position the marks stored; null: none */
    LastValues(byte @Nullable [] position) {
        stored = new RecentMarks(position);
    }

    /** The mark of a value that the source made then; null: it has no time, so it cannot be told from others. */
    static @Nullable Long mark(NodeId id, @Nullable DateTime time, double value) {
        if (time == null || time.isNull()) {
            return null;
        }
        ByteBuffer reading = ByteBuffer.allocate(16).putLong(time.getUtcTime()).putDouble(value);
        return RecentMarks.mark(id.toParseableString().getBytes(UTF_8), reading.array());
    }

    /** Whether the value was read before; from now on it was. */
    boolean wasRead(NodeId id, long mark) {
        Long before = newest.put(id, mark);
        return before == null ? stored.contains(mark) : before == mark;
    }
}
