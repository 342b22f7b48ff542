package io.anomalyradar.model.telemetry;

import io.anomalyradar.model.topic.Topics;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Bounds on a frame's names, times and values (spec/telemetry.md). Stateless; each check returns a refusal or null. */
public final class FrameLimits {
    public static final int MAX_RECORD_BYTES = 1 << 20;
    public static final int MAX_NAME_LENGTH = 128;
    public static final int MAX_SAMPLES = 1_000;
    public static final int MAX_METADATA_ENTRIES = 32;
    public static final int MAX_METADATA_LENGTH = 1_024;
    public static final double MAX_MAGNITUDE = 1e75;
    /** Last millisecond of the year 9999. */
    public static final long MAX_TIMESTAMP_MILLIS =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    private FrameLimits() {}

    /** Why {@code device} is not a valid device name; null if it is. */
    public static @Nullable Refusal checkDevice(@Nullable String device) {
        if (device == null || device.isEmpty()) {
            return Refusal.record(
                    RefusalCode.MISSING_DEVICE, "a frame needs a non-empty text field 'device': name who sends it");
        }
        if (Topics.isSystem(device) && !Topics.isHeartbeat(device)) {
            return Refusal.record(
                    RefusalCode.INVALID_NAME, "device names that begin with '_' are reserved: choose another");
        }
        String wrong = nameFault(device);
        if (wrong == null && hasDotSegment(device)) {
            wrong = "name has a segment '.' or '..', which no URL can express";
        }
        return wrong == null ? null : Refusal.record(RefusalCode.INVALID_NAME, "device " + wrong);
    }

    /** Why {@code device} cannot be the name of a device; null if it can. */
    public static @Nullable String deviceFault(String device) {
        Refusal refusal = checkDevice(device);
        return refusal == null ? null : refusal.message();
    }

    /** Browsers and proxies resolve such segments in the path of a URL, percent-encoded ones as well. */
    private static boolean hasDotSegment(String device) {
        if (device.indexOf('.') < 0) {
            return false;
        }
        for (String segment : device.split("[/\\\\]", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                return true;
            }
        }
        return false;
    }

    /** Why {@code metric} is not a valid metric name; null if it is. */
    public static @Nullable Refusal checkMetric(String metric) {
        if (metric.isEmpty()) {
            return Refusal.record(RefusalCode.INVALID_NAME, "a metric name is empty: name every metric");
        }
        String wrong = nameFault(metric);
        if (wrong == null) {
            return null;
        }
        return new Refusal(printable(metric), RefusalCode.INVALID_NAME, "metric " + wrong);
    }

    /** Why {@code millis} is not an acceptable time; null if it is. */
    public static @Nullable Refusal checkTimestamp(long millis) {
        if (millis >= 0 && millis <= MAX_TIMESTAMP_MILLIS) {
            return null;
        }
        return Refusal.record(
                RefusalCode.INVALID_TIMESTAMP,
                "ts " + millis + " is outside the years 1970 to 9999"
                        + (millis > MAX_TIMESTAMP_MILLIS ? " and looks like micro- or nanoseconds" : "")
                        + ": send epoch milliseconds or ISO-8601");
    }

    static @Nullable Refusal checkValue(String metric, double value) {
        if (Math.abs(value) <= MAX_MAGNITUDE) { // false for NaN
            return null;
        }
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return new Refusal(
                    metric,
                    RefusalCode.NON_FINITE,
                    "value is " + value + ": leave the metric out when there is no finite value");
        }
        return new Refusal(
                metric, RefusalCode.OUT_OF_RANGE, "value " + value + " is beyond 1e75: send it in another unit");
    }

    /** Whether {@link #checkValue} accepts all of {@code values}. */
    static boolean areInRange(double[] values) {
        boolean inRange = true;
        for (double value : values) {
            inRange &= Math.abs(value) <= MAX_MAGNITUDE; // false for NaN
        }
        return inRange;
    }

    /** Attributes are shown like names, so the same characters are forbidden. */
    static @Nullable Refusal checkAttribute(String text) {
        String fault = Characters.fault(text);
        return fault == null
                ? checkText("an attribute", text, MAX_NAME_LENGTH)
                : Refusal.record(RefusalCode.INVALID_ATTRIBUTES, "an attribute has " + fault);
    }

    static @Nullable Refusal checkText(String what, String text, int maxLength) {
        if (text.length() <= maxLength) {
            return Characters.hasUnpairedSurrogate(text)
                    ? Refusal.record(
                            RefusalCode.INVALID_ATTRIBUTES, what + " has an unpaired surrogate: send Unicode text")
                    : null;
        }
        return Refusal.record(
                RefusalCode.INVALID_ATTRIBUTES,
                what + " has " + text.length() + " characters, at most " + maxLength + " are allowed");
    }

    /** The refusal of a frame of {@code bytes}, which exceed {@link #MAX_RECORD_BYTES}. */
    public static Decoded tooLarge(long bytes) {
        return Decoded.refused(
                RefusalCode.TOO_LARGE,
                "the frame has " + bytes + " bytes, at most " + MAX_RECORD_BYTES + " are allowed: split it");
    }

    /** Whether {@code timestampMillis} is further ahead of {@code nowMillis} than allowed. */
    public static @Nullable Refusal checkClockSkew(long timestampMillis, long nowMillis, long maxSkewMillis) {
        if (timestampMillis <= nowMillis + maxSkewMillis) {
            return null;
        }
        return Refusal.record(
                RefusalCode.CLOCK_SKEW,
                "ts is " + (timestampMillis - nowMillis) + " ms ahead of the broker's clock, at most " + maxSkewMillis
                        + " ms are allowed: set the device's clock, then replay");
    }

    /** Why {@code name} cannot be a name, as the end of a sentence; null if it can. */
    public static @Nullable String nameFault(String name) {
        if (name.length() > MAX_NAME_LENGTH) {
            return "name has " + name.length() + " characters, at most " + MAX_NAME_LENGTH + " are allowed";
        }
        String wrong = Characters.fault(name);
        if (wrong != null) {
            return "name has " + wrong;
        }
        return name.isBlank() ? "name is blank" : null;
    }

    /** {@code name} shortened, with a replacement for each character that cannot be displayed. */
    private static String printable(String name) {
        return Characters.printable(name.length() <= MAX_NAME_LENGTH ? name : name.substring(0, MAX_NAME_LENGTH));
    }
}
