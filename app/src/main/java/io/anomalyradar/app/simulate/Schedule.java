package io.anomalyradar.app.simulate;

import io.anomalyradar.app.send.Speed;
import io.anomalyradar.model.settings.Durations;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.IsoTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The times of the frames of a simulation: the options that determine them, and the resulting values. */
final class Schedule {
    /** Until stopped. */
    static final long ENDLESS = Long.MAX_VALUE;
    /** Frames of a device before its first fault, so that a detector can learn. */
    static final int QUIET_FRAMES = 100;

    private static final long OFFLINE_START =
            Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Frames a second of each device (1; of each meter with --websocket: 2).")
    @Nullable
    Double rate;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description =
                    "How long in the devices' own time: 90s, 10m, 2h, 30d. Without it and --frames: until stopped.")
    @Nullable
    String duration;

    @Option(names = "--frames", paramLabel = "N", description = "Frames of each device, in place of --duration.")
    @Nullable
    Long frames;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Time of the first frame, ISO-8601; default: now, or so that it ends now when faster than real"
                            + " time; 2026-01-01T00:00:00Z for csv.")
    @Nullable
    String from;

    @Option(
            names = "--speed",
            paramLabel = "N|max",
            description = "N times real time, or max; default: 1, max for csv.")
    @Nullable
    String speed;

    /** The methods throw IllegalArgumentException for invalid combinations. */
    Speed speed(boolean offline) {
        if (speed == null) {
            return offline ? Speed.MAX : Speed.REAL_TIME;
        }
        return Speed.of(speed);
    }

    double periodMillis() {
        return periodMillis(1);
    }

    /** @param usualRate frames a second where none is given */
    double periodMillis(double usualRate) {
        double rate = this.rate == null ? usualRate : this.rate;
        if (!(rate > 0 && rate <= 1_000_000)) {
            throw new IllegalArgumentException("--rate must be above 0 and at most 1000000, was " + rate);
        }
        return 1_000 / rate;
    }

    /** Frames of each device, or {@link #ENDLESS}. */
    long steps(boolean offline) {
        return steps(offline, 1);
    }

    /** @param usualRate as in {@link #periodMillis(double)} */
    long steps(boolean offline, double usualRate) {
        if (frames != null && duration != null) {
            throw new IllegalArgumentException("give --duration or --frames, not both");
        }
        if (frames != null) {
            return positive(frames, "--frames");
        }
        if (duration != null) {
            return positive((long) Math.ceil(parsed(duration).toMillis() / periodMillis(usualRate)), "--duration");
        }
        if (offline) {
            throw new IllegalArgumentException("--output csv needs --duration or --frames");
        }
        return ENDLESS;
    }

    private static long positive(long count, String option) {
        if (count < 1) {
            throw new IllegalArgumentException(option + " must give at least one frame");
        }
        return count;
    }

    long fromMillis(boolean offline, Speed pace, long steps) {
        return fromMillis(offline, pace, steps, 1);
    }

    long fromMillis(boolean offline, Speed pace, long steps, double usualRate) {
        if (from != null) {
            long millis = IsoTime.parse(from);
            if (millis == Frame.NO_TIMESTAMP) {
                throw new IllegalArgumentException("--from must be ISO-8601, was '" + from + "'");
            }
            return millis;
        }
        if (offline) {
            return OFFLINE_START;
        }
        long now = Clock.systemUTC().millis();
        return pace.factor() <= 1 || steps == ENDLESS ? now : now - (long) (steps * periodMillis(usualRate));
    }

    private static Duration parsed(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException notADuration) {
            throw new IllegalArgumentException("--duration must be like 90s, 10m, 2h or 30d, was '" + text + "'");
        }
    }
}
