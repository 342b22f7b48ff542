package io.anomalyradar.detector.multivariate;

import io.anomalyradar.detector.Digest;
import io.anomalyradar.detector.SplitMix64;
import io.anomalyradar.detector.alarm.Transition;
import java.util.ArrayList;
import java.util.List;

/**
 * The parity vectors of the multivariate detector as this host computes them, after 1,000, 10,000, … frames of one
 * device: spec/detector-state.md, "Parity vectors". The program prints them, the number of frames as its argument.
 */
public final class MultivariateParityRun {

    private static final int FIRST = 1_000;
    private static final int KNOWN = 8; // metrics of the first frames
    private static final int METRICS = 10;
    private static final int GROWS_AT = 500;

    private final Plant plant = new Plant(METRICS, 11);
    private final SplitMix64 faults = new SplitMix64(12);

    private MultivariateParityRun() {}

    /** The lines of {@code spec/golden/multivariate-parity-v1.csv} up to this many frames. */
    public static List<String> lines(long frames) {
        MultivariateParityRun signal = new MultivariateParityRun();
        MultivariateDetector detector = new MultivariateDetector(MultivariateConfig.DEFAULT);
        MultivariateState state = detector.newState();
        MultivariateEvaluation evaluation = new MultivariateEvaluation();
        double[] shares = new double[METRICS];
        Digest answers = new Digest();
        List<String> lines = new ArrayList<>(List.of("frames,answers,state"));
        long next = FIRST;
        for (int t = 0; t < frames; t++) {
            detector.step(state, signal.frame(t), t < GROWS_AT ? KNOWN : METRICS, 1_000L * t, evaluation);
            detector.contributions(state, shares);
            add(answers, evaluation, shares);
            if (t + 1 == next) {
                Digest bytes = new Digest();
                bytes.add(MultivariateStateCodec.encode(state));
                lines.add(next + "," + answers.hex() + "," + bytes.hex());
                next *= 10;
            }
        }
        return lines;
    }

    /** Missing values, a metric that leaves its level, two that no longer move together, a device that stands still. */
    private double[] frame(int t) {
        double[] frame = plant.next();
        int phase = t % 4_000;
        boolean gap = faults.uniform() < 0.05;
        int missing = (int) (faults.uniform() * METRICS);
        if (gap) {
            frame[missing] = Double.NaN;
        }
        if (phase >= 2_000 && phase < 2_100) {
            frame[2] += 15;
        }
        if (phase >= 2_800 && phase < 2_900) {
            frame[4] = 1_010 - frame[4];
        }
        for (int i = 0; i < METRICS && phase >= 3_500 && phase < 3_560; i++) {
            frame[i] = i;
        }
        return frame;
    }

    private static void add(Digest answers, MultivariateEvaluation evaluation, double[] shares) {
        answers.add(status(evaluation));
        answers.add(evaluation.score());
        for (JointMember member : JointMember.values()) {
            answers.add(evaluation.member(member));
        }
        for (double share : shares) {
            answers.add(share);
        }
        answers.add(evaluation.transition().name());
        if (evaluation.transition() != Transition.NONE) {
            answers.add(evaluation.run());
        }
    }

    private static String status(MultivariateEvaluation evaluation) {
        if (!evaluation.isScored()) {
            return "WARM_UP";
        }
        return evaluation.isAlarmed() ? "ALARM" : evaluation.unusual() ? "UNUSUAL" : "NORMAL";
    }

    /** Prints the lines of as many frames as the first argument says. */
    public static void main(String[] arguments) {
        lines(Long.parseLong(arguments[0])).forEach(System.out::println);
    }
}
