package io.anomalyradar.detector;

import java.util.ArrayList;
import java.util.List;

/**
 * The parity vectors as this JVM computes them: a digest of all answers and one of the state after 10,000, 100,000, …
 * samples. The program prints them, for {@code samples} as its argument, to check another JDK and to write the golden
 * file.
 */
public final class ParityRun {

    private static final int FIRST = 10_000;

    private ParityRun() {}

    /** The lines of {@code spec/golden/parity-v5.csv} up to this many samples. */
    public static List<String> lines(long samples) {
        DeviceDetector detector = new DeviceDetector(DetectorConfig.DEFAULT);
        DeviceState state = detector.newState();
        for (int i = 0; i < ParitySignal.SERIES; i++) {
            state.addMetric(ParitySignal.metric(i));
        }
        ParitySignal signal = new ParitySignal();
        Evaluation evaluation = new Evaluation();
        Digest answers = new Digest();
        List<String> lines = new ArrayList<>(List.of("samples,answers,state"));
        long next = FIRST;
        for (long seen = 0; seen < samples; seen += ParitySignal.SERIES) {
            signal.next();
            for (int i = 0; i < ParitySignal.SERIES; i++) {
                detector.step(state, i, signal.timestampMillis(), signal.value(i), evaluation);
                answers.add(evaluation);
            }
            if (seen + ParitySignal.SERIES == next) {
                lines.add(next + "," + answers.hex() + "," + hexOf(state));
                next *= 10;
            }
        }
        return lines;
    }

    private static String hexOf(DeviceState state) {
        Digest digest = new Digest();
        digest.add(DeviceStateCodec.encode(state));
        return digest.hex();
    }

    /** Prints the lines of as many samples as the first argument says. */
    public static void main(String[] arguments) {
        lines(Long.parseLong(arguments[0])).forEach(System.out::println);
    }
}
