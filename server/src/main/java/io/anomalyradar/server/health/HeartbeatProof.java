package io.anomalyradar.server.health;

import io.anomalyradar.model.telemetry.SourcePosition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How far the heart-beats of this process have come. A heart-beat is known by its position in radar.telemetry, so that
 * those of another process, or of an earlier one, prove nothing. Keeps the newest {@value #MAX_BEATS}. Thread-safe.
 */
public final class HeartbeatProof {
    private static final int MAX_BEATS = 600;

    private record Beat(int partition, long offset, long sentNanos) {}

    private final LongSupplier nanoTime;
    /** Acknowledged heart-beats, the newest first. */
    private final Deque<Beat> beats = new ArrayDeque<>();

    private Optional<Beat> acknowledged = Optional.empty();
    private Optional<Beat> scored = Optional.empty();
    private Optional<Beat> stored = Optional.empty();

    /**
     * Nothing is proved yet.
     *
     * @param nanoTime a clock that never goes back
     */
    public HeartbeatProof(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The broker acknowledged a heart-beat that was sent at {@code sentNanos}. */
    synchronized void acknowledged(int partition, long offset, long sentNanos) {
        Beat beat = new Beat(partition, offset, sentNanos);
        beats.addFirst(beat);
        if (beats.size() > MAX_BEATS) {
            beats.removeLast();
        }
        acknowledged = newer(acknowledged, Optional.of(beat));
    }

    /** The pipeline scored the heart-beat at {@code position}. */
    public synchronized void scored(SourcePosition position) {
        scored = newer(scored, newestUpTo(position));
    }

    /** The history holds the heart-beat at {@code position}. */
    public synchronized void stored(SourcePosition position) {
        stored = newer(stored, newestUpTo(position));
    }

    /** Time since the newest acknowledged heart-beat was sent; empty: none was acknowledged. */
    synchronized Optional<Duration> acknowledgedAge() {
        return age(acknowledged);
    }

    /** Time since the newest scored heart-beat was sent; empty: none has come back. */
    synchronized Optional<Duration> scoredAge() {
        return age(scored);
    }

    /** Time since the newest stored heart-beat was sent; empty: none was stored. */
    synchronized Optional<Duration> storedAge() {
        return age(stored);
    }

    private Optional<Beat> newestUpTo(SourcePosition position) {
        for (Iterator<Beat> newestFirst = beats.iterator(); newestFirst.hasNext(); ) {
            Beat beat = newestFirst.next();
            if (beat.partition() == position.partition() && beat.offset() <= position.offset()) {
                return Optional.of(beat);
            }
        }
        return Optional.empty();
    }

    private static Optional<Beat> newer(Optional<Beat> known, Optional<Beat> found) {
        if (known.isEmpty() || found.isEmpty()) {
            return found.or(() -> known);
        }
        return found.get().sentNanos() - known.get().sentNanos() > 0 ? found : known;
    }

    private Optional<Duration> age(Optional<Beat> beat) {
        return beat.map(sent -> Duration.ofNanos(nanoTime.getAsLong() - sent.sentNanos()));
    }
}
