package io.anomalyradar.edge.reading;

import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.IsoTime;

/** The unit of times that are numbers. Times that are text are ISO-8601. */
public enum ReadingTime {
    /** By the number's size: seconds below 1e11, milliseconds below 1e14, microseconds below 1e17, else nanoseconds. */
    AUTO(0),
    S(1e3),
    MS(1),
    US(1e-3),
    NS(1e-6);

    private final double millis;

    ReadingTime(double millis) {
        this.millis = millis;
    }

    /** The time of {@code value}; {@link Frame#NO_TIMESTAMP} if it is none. */
    long millis(Object value) {
        if (value instanceof Number number) {
            double given = number.doubleValue();
            double scaled = given * (this == AUTO ? unit(Math.abs(given)).millis : millis);
            return scaled >= 0 && scaled <= FrameLimits.MAX_TIMESTAMP_MILLIS ? Math.round(scaled) : Frame.NO_TIMESTAMP;
        }
        if (value instanceof String text) {
            String stripped = text.strip();
            return stripped.length() <= 32 && stripped.matches("\\d{1,19}(\\.\\d+)?")
                    ? millis(Double.parseDouble(stripped))
                    : IsoTime.parse(stripped);
        }
        return Frame.NO_TIMESTAMP;
    }

    private static ReadingTime unit(double size) {
        return size < 1e11 ? S : size < 1e14 ? MS : size < 1e17 ? US : NS;
    }
}
