package io.anomalyradar.model.telemetry;

/** Names of the rates that the pipeline makes of counters and deltas (spec/telemetry.md). Stateless. */
public final class Rates {
    private static final String SUFFIX = " per second";
    /** Names of counters up to this length are whole in the name of their rate. */
    public static final int MAX_NAME_LENGTH = FrameLimits.MAX_NAME_LENGTH - SUFFIX.length();

    private Rates() {}

    /** The metric of the rate of {@code counter}: {@code bytes per second,if=eth0} of {@code bytes,if=eth0}. */
    public static String name(String counter) {
        int labels = counter.indexOf(',');
        String name = labels < 0 ? counter + SUFFIX : counter.substring(0, labels) + SUFFIX + counter.substring(labels);
        return LongNames.fitted(name, FrameLimits.MAX_NAME_LENGTH);
    }
}
