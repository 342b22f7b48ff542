package io.anomalyradar.pipeline.job;

import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.pipeline.source.TelemetryRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Telemetry of a few pumps that take turns, one of them faulty for a while; after each round comes something malformed.
 */
final class Fleet {
    static final int DEVICES = 7;
    static final int ROUNDS = 400;
    static final int RECORDS = (DEVICES + 1) * ROUNDS;
    static final String FAULTY = "pump-3";

    private static final int TURNS = DEVICES + 1;

    private Fleet() {}

    static TelemetryRecord telemetry(long offset) {
        long round = offset / TURNS;
        long device = offset % TURNS;
        String json = device == DEVICES ? "{\"device\":" : frame("pump-" + device, round);
        return new TelemetryRecord(
                0, 4, offset, 1_700_000_000_000L + offset, null, json.getBytes(StandardCharsets.UTF_8), List.of());
    }

    private static String frame(String device, long round) {
        boolean spike = device.equals(FAULTY) && round >= 300 && round < 305;
        double value = 50 + round % 5 + (spike ? 100 : 0);
        return "{\"device\":\"" + device + "\",\"ts\":" + round * 1_000 + ",\"metrics\":{\"t\":" + value + ",\"p\":1}}";
    }

    /** Offsets of the records that are not malformed. */
    static List<Long> goodOffsets() {
        return LongStream.range(0, RECORDS)
                .filter(offset -> offset % TURNS != DEVICES)
                .boxed()
                .toList();
    }

    /** All of a frame of scores; two that are NaN are the same. */
    static String text(ScoreFrame frame) {
        StringBuilder text = new StringBuilder(frame.toString());
        for (int i = 0; i < frame.size(); i++) {
            text.append(' ').append(frame.status(i)).append(' ').append(frame.expected(i));
            text.append(' ').append(frame.lower(i)).append(' ').append(frame.upper(i));
        }
        return text.toString();
    }
}
