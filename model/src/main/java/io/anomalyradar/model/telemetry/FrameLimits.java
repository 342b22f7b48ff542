package io.anomalyradar.model.telemetry;

import io.anomalyradar.model.topic.Topics;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Bounds on a frame's names, times and values (spec/telemetry.md). Stateless; each check answers a refusal or null. */
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

    /** What is wrong with the name of a device; null where nothing is. */
    public static @Nullable Refusal checkDevice(@Nullable String device) {
        if (device == null || device.isEmpty()) {
            return Refusal.record(
                    RefusalCode.MISSING_DEVICE, "a frame needs a non-empty text field 'device': name who sends it");
        }
        if (Topics.isSystem(device) && !device.equals(Topics.HEARTBEAT_DEVICE)) {
            return Refusal.record(
                    RefusalCode.INVALID_NAME, "device names that begin with '_' are reserved: choose another");
        }
        String wrong = nameFault(device);
        return wrong == null ? null : Refusal.record(RefusalCode.INVALID_NAME, "device " + wrong);
    }

    /** What is wrong with the name of a metric; null where nothing is. */
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

    static @Nullable Refusal checkTimestamp(long millis) {
        if (millis >= 0 && millis <= MAX_TIMESTAMP_MILLIS) {
            return null;
        }
        return Refusal.record(
                RefusalCode.INVALID_TIMESTAMP,
                "ts " + millis + " is outside the years 1970 to 9999: send epoch milliseconds or ISO-8601");
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

    /** Whether {@link #checkValue} has nothing against any of {@code values}. */
    static boolean areInRange(double[] values) {
        boolean inRange = true;
        for (double value : values) {
            inRange &= Math.abs(value) <= MAX_MAGNITUDE; // false for NaN
        }
        return inRange;
    }

    static @Nullable Refusal checkText(String what, String text, int maxLength) {
        if (text.length() <= maxLength) {
            return null;
        }
        return Refusal.record(
                RefusalCode.INVALID_ATTRIBUTES,
                what + " has " + text.length() + " characters, at most " + maxLength + " are allowed");
    }

    /** Whether {@code timestampMillis} lies further ahead of {@code nowMillis} than allowed. */
    public static @Nullable Refusal checkClockSkew(long timestampMillis, long nowMillis, long maxSkewMillis) {
        if (timestampMillis <= nowMillis + maxSkewMillis) {
            return null;
        }
        return Refusal.record(
                RefusalCode.CLOCK_SKEW,
                "ts is " + (timestampMillis - nowMillis) + " ms ahead of the broker's clock, at most " + maxSkewMillis
                        + " ms are allowed: set the device's clock, then replay");
    }

    private static @Nullable String nameFault(String name) {
        if (name.length() > MAX_NAME_LENGTH) {
            return "name has " + name.length() + " characters, at most " + MAX_NAME_LENGTH + " are allowed";
        }
        for (int i = 0; i < name.length(); i++) {
            if (Character.isISOControl(name.charAt(i))) {
                return "name has a control character at index " + i;
            }
        }
        return name.isBlank() ? "name is blank" : null;
    }

    /** {@code name} shortened and freed of control characters, so that it can be shown. */
    private static String printable(String name) {
        String head = name.length() <= MAX_NAME_LENGTH ? name : name.substring(0, MAX_NAME_LENGTH);
        StringBuilder shown = new StringBuilder(head.length());
        head.chars().forEach(c -> shown.append(Character.isISOControl(c) ? '\uFFFD' : (char) c));
        return shown.toString();
    }
}
