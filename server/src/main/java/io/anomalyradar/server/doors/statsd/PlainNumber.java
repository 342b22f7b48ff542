package io.anomalyradar.server.doors.statsd;

/** Decimal numbers as senders write them: no hexadecimal, suffixes or words, which {@link Double#parseDouble} reads. */
final class PlainNumber {
    private static final int MAX_LENGTH = 64;

    private PlainNumber() {}

    /** The finite number that {@code text} is; NaN if it is none. */
    static double of(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return Double.NaN;
        }
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                return Double.NaN;
            }
        }
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? value : Double.NaN;
        } catch (NumberFormatException malformed) {
            return Double.NaN;
        }
    }
}
