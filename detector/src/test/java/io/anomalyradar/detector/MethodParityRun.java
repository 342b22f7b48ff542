package io.anomalyradar.detector;

import java.util.ArrayList;
import java.util.List;

/**
 * The parity vectors of every method as this JVM computes them: a digest of all answers and one of the state after so
 * many samples of the parity signal. The program prints them, {@code samples} as its argument.
 */
public final class MethodParityRun {

    private MethodParityRun() {}

    /** The lines of {@code spec/golden/methods-parity-v4.csv}, for so many samples a method. */
    public static List<String> lines(long samples) {
        List<String> lines = new ArrayList<>(List.of("method,samples,answers,state"));
        for (Method method : Method.values()) {
            lines.add(method.key() + "," + samples + "," + digests(DetectorConfig.of(method), samples));
        }
        return lines;
    }

    private static String digests(DetectorConfig config, long samples) {
        DeviceDetector detector = new DeviceDetector(config);
        DeviceState state = detector.newState();
        for (int i = 0; i < ParitySignal.SERIES; i++) {
            state.addMetric(ParitySignal.metric(i));
        }
        ParitySignal signal = new ParitySignal();
        Evaluation evaluation = new Evaluation();
        Digest answers = new Digest();
        for (long seen = 0; seen < samples; seen += ParitySignal.SERIES) {
            signal.next();
            for (int i = 0; i < ParitySignal.SERIES; i++) {
                detector.step(state, i, signal.timestampMillis(), signal.value(i), evaluation);
                answers.add(evaluation);
            }
        }
        Digest bytes = new Digest();
        bytes.add(DeviceStateCodec.encode(state));
        return answers.hex() + "," + bytes.hex();
    }

    /** Prints the lines of as many samples as the first argument says. */
    public static void main(String[] arguments) {
        lines(Long.parseLong(arguments[0])).forEach(System.out::println);
    }
}
