package io.anomalyradar.server.health;

import io.anomalyradar.model.telemetry.SourcePosition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How far the heartbeats of this process have come in each partition of radar.telemetry; the slowest partition counts. A
 * heartbeat is known by its position, so that those of another process, or of an earlier one, prove nothing. Keeps the newest
 * {@value #MAX_BEATS} of each partition. Thread-safe.
 */
public final class HeartbeatProof {
    private static final int MAX_BEATS = 600;

    private record Beat(long offset, long sentNanos) {}

    private final LongSupplier nanoTime;
    private final Map<Integer, Partition> partitions = new HashMap<>();

    /**
     * Nothing is proved yet.
     *
     * @param nanoTime a clock that never goes back
     */
    public HeartbeatProof(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The heartbeats of one partition. */
    private static final class Partition {
        /** Acknowledged, the newest first. */
        private final Deque<Beat> beats = new ArrayDeque<>();

        private @Nullable Beat acknowledged;
        private @Nullable Beat scored;
        private @Nullable Beat stored;

        private @Nullable Beat newestUpTo(long offset) {
            for (Beat beat : beats) {
                if (beat.offset() <= offset) {
                    return beat;
                }
            }
            return null;
        }
    }

    /** Every partition from 0 to {@code count}, exclusive, must be proved. */
    synchronized void expect(int count) {
        for (int partition = 0; partition < count; partition++) {
            partitions.computeIfAbsent(partition, unknown -> new Partition());
        }
    }

    /** The broker acknowledged a heartbeat that was sent at {@code sentNanos}. */
    synchronized void acknowledged(int number, long offset, long sentNanos) {
        Partition partition = partitions.computeIfAbsent(number, unknown -> new Partition());
        Beat beat = new Beat(offset, sentNanos);
        partition.beats.addFirst(beat);
        if (partition.beats.size() > MAX_BEATS) {
            partition.beats.removeLast();
        }
        partition.acknowledged = newer(partition.acknowledged, beat);
    }

    /** The pipeline scored the heartbeat at {@code position}. */
    public synchronized void scored(SourcePosition position) {
        Partition partition = partitions.get(position.partition());
        if (partition != null) {
            partition.scored = newer(partition.scored, partition.newestUpTo(position.offset()));
        }
    }

    /** The history holds the heartbeat at {@code position}. */
    public synchronized void stored(SourcePosition position) {
        Partition partition = partitions.get(position.partition());
        if (partition != null) {
            partition.stored = newer(partition.stored, partition.newestUpTo(position.offset()));
        }
    }

    /** Time since the newest acknowledged heartbeat was sent; empty: in some partition none was acknowledged. */
    synchronized Optional<Duration> acknowledgedAge() {
        return age(partition -> partition.acknowledged);
    }

    /** Time since the newest scored heartbeat was sent; empty: from some partition none has come back. */
    synchronized Optional<Duration> scoredAge() {
        return age(partition -> partition.scored);
    }

    /** Time since the newest stored heartbeat was sent; empty: of some partition none was stored. */
    synchronized Optional<Duration> storedAge() {
        return age(partition -> partition.stored);
    }

    private Optional<Duration> age(Function<Partition, @Nullable Beat> stage) {
        long now = nanoTime.getAsLong();
        Duration oldest = null;
        for (Partition partition : partitions.values()) {
            Beat beat = stage.apply(partition);
            if (beat == null) {
                return Optional.empty();
            }
            Duration age = Duration.ofNanos(now - beat.sentNanos());
            oldest = oldest == null || age.compareTo(oldest) > 0 ? age : oldest;
        }
        return Optional.ofNullable(oldest);
    }

    private static @Nullable Beat newer(@Nullable Beat known, @Nullable Beat found) {
        if (known == null || found == null) {
            return found == null ? known : found;
        }
        return found.sentNanos() - known.sentNanos() > 0 ? found : known;
    }
}
