package io.anomalyradar.quality.evaluation;

import static io.anomalyradar.quality.report.Table.number;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.Method;
import io.anomalyradar.detector.SeriesDetector;
import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.quality.candidate.Product;
import io.anomalyradar.quality.dataset.NabRecording;
import io.anomalyradar.quality.nab.NabProfile;
import io.anomalyradar.quality.nab.NabScorer;
import io.anomalyradar.quality.report.Section;
import io.anomalyradar.quality.report.Table;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/** Compares all methods, each with its own defaults and otherwise as configured: one row per method. */
public final class MethodComparison {
    private static final int SAMPLES = 20_000;
    private static final int ROUNDS = 25;
    private static final long MINUTE_MILLIS = 60_000;
    private static final int MINUTES_A_DAY = 1_440;

    private final DetectorConfig config;
    private final JointConfig joint;
    private final List<NabRecording> recordings;

    /** A comparison with these settings on these recordings. */
    public MethodComparison(DetectorConfig config, JointConfig joint, List<NabRecording> recordings) {
        this.config = config;
        this.joint = joint;
        this.recordings = recordings;
    }

    /**
     * The rows.
     *
     * @throws IOException when a file cannot be read
     */
    public Section section() throws IOException {
        Table table = new Table(
                "detector.method",
                "ns a sample",
                "bytes a series",
                "alarms in 10⁵ samples",
                "NAB, optimised",
                "NAB, fixed",
                "windows found",
                "false events");
        for (Method method : Method.values()) {
            row(table, method, config.withMethod(method.defaults()));
        }
        return new Section("Single detectors")
                .text(
                        "Each method runs with its own defaults, and with the window, alarm policy and budget of the default"
                                + " configuration. Time: the minimum of " + ROUNDS + " rounds of " + SAMPLES
                                + " samples of a daily cycle and noise, one a minute, one series. Alarms: anomalies"
                                + " opened in 10⁵ samples of the same signal. NAB: " + recordings.size()
                                + " files, standard profile, one threshold for all files, either the best one or the"
                                + " method's own; windows and false events at the method's own.")
                .table(table);
    }

    private void row(Table table, Method method, DetectorConfig one) throws IOException {
        NabCorpus corpus = NabCorpus.of(new Product(one, joint), recordings);
        NabScorer scorer = corpus.byScore();
        double fixed = corpus.candidate().threshold();
        boolean decides = fixed > 0;
        table.row(
                method.key(),
                number(nanos(one), 0),
                String.valueOf(new DeviceDetector(one).stateBytes(1)),
                String.valueOf(alarms(one)),
                number(scorer.optimised(NabProfile.STANDARD).score(), 1),
                decides ? number(scorer.at(NabProfile.STANDARD, fixed), 1) : "–",
                decides ? scorer.events(fixed).found() + " of " + corpus.windows() : "–",
                decides ? String.valueOf(scorer.events(fixed).falseEpisodes()) : "–");
    }

    private static double nanos(DetectorConfig config) {
        SeriesDetector detector = new SeriesDetector(config);
        double[] state = new double[detector.stateSize()];
        Evaluation evaluation = new Evaluation();
        double[] values = signal(SAMPLES);
        double least = Double.POSITIVE_INFINITY;
        long time = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (double value : values) {
                time += MINUTE_MILLIS;
                detector.step(state, 0, time, value, evaluation);
            }
            least = Math.min(least, (System.nanoTime() - start) / (double) SAMPLES);
        }
        return least;
    }

    private static int alarms(DetectorConfig config) {
        SeriesDetector detector = new SeriesDetector(config);
        double[] state = new double[detector.stateSize()];
        Evaluation evaluation = new Evaluation();
        int opened = 0;
        long time = 0;
        for (double value : signal(5 * SAMPLES)) {
            time += MINUTE_MILLIS;
            detector.step(state, 0, time, value, evaluation);
            opened += evaluation.transition() == Transition.OPENED ? 1 : 0;
        }
        return opened;
    }

    private static double[] signal(int samples) {
        Random random = new Random(SAMPLES);
        double[] values = new double[samples];
        for (int i = 0; i < samples; i++) {
            values[i] = 2 * Math.sin(2 * Math.PI * i / MINUTES_A_DAY) + random.nextGaussian();
        }
        return values;
    }
}
