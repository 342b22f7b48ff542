package io.anomalyradar.server.doors.prometheus;

import io.anomalyradar.model.wire.ProtoReader;
import java.io.IOException;

/**
 * What is taken of a native histogram: its count and its sum, whose rates give its mean. The message is the same in
 * both versions; buckets are skipped.
 *
 * @param count NaN of a stale histogram
 * @param gauge whether it may shrink without having been reset
 */
record NativeHistogram(long timestampMillis, double count, double sum, boolean gauge) {
    private static final int GAUGE_HINT = 3;

    static NativeHistogram read(ProtoReader reader) throws IOException {
        long time = 0;
        double count = 0;
        double sum = 0;
        boolean gauge = false;
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> count = unsigned(reader.int64());
                case 2 -> count = reader.float64();
                case 3 -> sum = reader.float64();
                case 14 -> gauge = reader.int64() == GAUGE_HINT;
                case 15 -> time = reader.int64();
                default -> reader.skip();
            }
        }
        return new NativeHistogram(time, Double.isNaN(sum) ? Double.NaN : count, sum, gauge);
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : (value >>> 1) * 2.0;
    }
}
