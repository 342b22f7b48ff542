package io.anomalyradar.history;

import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.Comparator;

/**
 * How far a partition has been read. Ordered by leader epoch, then offset: a log that lost its tail assigns the lost
 * offsets again, under a higher epoch, so a lower offset may be the later one (ADR 14).
 *
 * @param leaderEpoch of the record before {@code next}; {@link SourcePosition#UNKNOWN_EPOCH} if unknown
 * @param next the offset of the next record to read
 */
public record LogOffset(int leaderEpoch, long next) implements Comparable<LogOffset> {
    private static final Comparator<LogOffset> ORDER =
            Comparator.comparingInt(LogOffset::leaderEpoch).thenComparingLong(LogOffset::next);

    public LogOffset {
        if (leaderEpoch < SourcePosition.UNKNOWN_EPOCH) {
            throw new IllegalArgumentException("leaderEpoch must be -1 or more, was " + leaderEpoch);
        }
        if (next < 0) {
            throw new IllegalArgumentException("next must not be negative, was " + next);
        }
    }

    /** The later of this one and {@code other}. */
    public LogOffset max(LogOffset other) {
        return other.compareTo(this) > 0 ? other : this;
    }

    @Override
    public int compareTo(LogOffset other) {
        return ORDER.compare(this, other);
    }
}
