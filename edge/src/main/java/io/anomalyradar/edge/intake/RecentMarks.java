package io.anomalyradar.edge.intake;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The marks of what was stored last: what the other side may send again. Not thread-safe. */
public final class RecentMarks {
    /** Of one mark, as it is stored. */
    public static final int BYTES = Long.BYTES;

    private static final int MOST = 1_000;

    private final Set<Long> marks = new LinkedHashSet<>();

    /** @param stored the marks, eight bytes each, oldest first; null: none */
    public RecentMarks(byte @Nullable [] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored == null ? new byte[0] : stored);
        while (bytes.remaining() >= BYTES) {
            add(bytes.getLong());
        }
    }

    /** The mark of what these bytes, one after another, tell from everything else: the first eight of their hash. */
    public static long mark(byte[]... parts) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                hash.update(part);
            }
            return ByteBuffer.wrap(hash.digest()).getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public void add(long mark) {
        marks.remove(mark);
        marks.add(mark);
        if (marks.size() > MOST) {
            marks.remove(marks.iterator().next());
        }
    }

    public boolean contains(long mark) {
        return marks.contains(mark);
    }

    public void clear() {
        marks.clear();
    }
}
