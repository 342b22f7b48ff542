package io.anomalyradar.server.health;

import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.server.log.HeartbeatPosition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The progress of this process's heartbeats on each path: one path for each heartbeat device in each partition of
 * radar.telemetry. The slowest path counts. A heartbeat is identified by its position, so that those of another
 * process, or of an earlier one, prove nothing. Keeps the newest {@value #MAX_BEATS} of each path. Thread-safe.
 */
public final class HeartbeatProof {
    private static final int MAX_BEATS = 600;

    private record Beat(long offset, long sentNanos) {}

    /** A beat that came back scored. */
    private record Scored(Beat beat, HeartbeatPosition position) {}

    private final LongSupplier nanoTime;
    private final Map<PathId, Path> paths = new HashMap<>();

    /**
     * Nothing is proved yet.
     *
     * @param nanoTime a clock that never goes back
     */
    public HeartbeatProof(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record PathId(int partition, String device) {}

    /** The heartbeats of one path. */
    private static final class Path {
        /** Acknowledged, the newest first. */
        private final Deque<Beat> beats = new ArrayDeque<>();

        private @Nullable Beat acknowledged;
        private @Nullable Beat scored;
        private @Nullable Beat stored;
        /** Scored and not yet stored, the oldest first. */
        private final Deque<Scored> unstored = new ArrayDeque<>();

        private @Nullable Beat newestUpTo(long offset) {
            for (Beat beat : beats) {
                if (beat.offset() <= offset) {
                    return beat;
                }
            }
            return null;
        }
    }

    /** Every heartbeat device must be proved in every partition from 0 to {@code partitions}, exclusive. */
    synchronized void expect(int partitions, List<String> devices) {
        for (int partition = 0; partition < partitions; partition++) {
            for (String device : devices) {
                path(partition, device);
            }
        }
    }

    /** The broker acknowledged a heartbeat that was sent at {@code sentNanos}. */
    synchronized void acknowledged(int partition, String device, long offset, long sentNanos) {
        Path path = path(partition, device);
        Beat beat = new Beat(offset, sentNanos);
        path.beats.addFirst(beat);
        if (path.beats.size() > MAX_BEATS) {
            path.beats.removeLast();
        }
        path.acknowledged = newer(path.acknowledged, beat);
    }

    private Path path(int partition, String device) {
        return paths.computeIfAbsent(new PathId(partition, device), unknown -> new Path());
    }

    /** The pipeline scored {@code heartbeat}. */
    public synchronized void scored(HeartbeatPosition heartbeat) {
        Path path = known(heartbeat);
        Beat beat = path == null ? null : path.newestUpTo(heartbeat.source().offset());
        if (path != null && beat != null) {
            path.scored = newer(path.scored, beat);
            path.unstored.addLast(new Scored(beat, heartbeat));
            if (path.unstored.size() > MAX_BEATS) {
                path.unstored.removeFirst();
            }
        }
    }

    /** The history holds radar.scores up to {@code offsets}, whichever server has stored it. */
    synchronized void stored(Map<LogPartition, LogOffset> offsets) {
        for (Path path : paths.values()) {
            path.unstored.removeIf(scored -> {
                LogOffset offset = offsets.get(scored.position().scores());
                boolean isStored =
                        offset != null && offset.compareTo(scored.position().end()) >= 0;
                if (isStored) {
                    path.stored = newer(path.stored, scored.beat());
                }
                return isStored;
            });
        }
    }

    private @Nullable Path known(HeartbeatPosition heartbeat) {
        return paths.get(new PathId(heartbeat.source().partition(), heartbeat.device()));
    }

    /** Time since the newest acknowledged heartbeat was sent; empty: on some path none was acknowledged. */
    synchronized Optional<Duration> acknowledgedAge() {
        return age(path -> path.acknowledged);
    }

    /** Time since the newest scored heartbeat was sent; empty: on some path none has come back. */
    synchronized Optional<Duration> scoredAge() {
        return age(path -> path.scored);
    }

    /** Time since the newest stored heartbeat was sent; empty: on some path none was stored. */
    synchronized Optional<Duration> storedAge() {
        return age(path -> path.stored);
    }

    private Optional<Duration> age(Function<Path, @Nullable Beat> stage) {
        long now = nanoTime.getAsLong();
        Duration oldest = null;
        for (Path path : paths.values()) {
            Beat beat = stage.apply(path);
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
