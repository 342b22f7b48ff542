package io.anomalyradar.pipeline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.detector.budget.BudgetConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.detector.multivariate.JointDetector;
import io.anomalyradar.detector.multivariate.JointState;
import io.anomalyradar.detector.multivariate.MultivariateEvaluation;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.pipeline.detect.AnomalyTeller.Row;
import io.anomalyradar.pipeline.detect.AnomalyTeller.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class OpenAnomalyTest {
    private static final long MINUTE = 60_000;
    private static final DetectorConfig CONFIG = DetectorConfig.DEFAULT;

    /** So that an anomaly whose device falls silent is told as ended no less exactly than by the detector itself. */
    @Property(tries = 50)
    void followedAnomaly_hasComeAsFarAsTheDetectorSaysWhenItEnds(@ForAll long seed) {
        Random random = new Random(seed);
        DeviceDetector detector = new DeviceDetector(CONFIG);
        AnomalyTeller teller = new AnomalyTeller(CONFIG, JointConfig.DEFAULT);
        DeviceMemory memory = new DeviceMemory(new DeviceState(CONFIG));
        memory.detection().addMetric("t");
        Evaluation evaluation = new Evaluation();
        List<Anomaly> told = new ArrayList<>();

        int ended = 0;
        for (int i = 0; i < 1_500; i++) {
            double fault = i % 150 >= 135 ? 8 + 30 * random.nextDouble() : 0;
            double value = 50 + random.nextGaussian() + fault;
            detector.step(memory.detection(), 0, i * MINUTE, value, evaluation);
            if (evaluation.transition() == Transition.ENDED) {
                OpenAnomaly followed = Objects.requireNonNull(memory.anomalies().get(0));
                assertThat(followed.lastUnusualMillis())
                        .isEqualTo(evaluation.run().endMillis());
                assertThat(followed.samples()).isEqualTo(evaluation.run().samples());
                assertThat(followed.severity()).isEqualTo(evaluation.run().severity());
                assertThat(followed.pattern()).isEqualTo(evaluation.run().pattern());
                assertThat(followed.peak().actual()).isEqualTo(evaluation.run().peakValue());
                assertThat(followed.peak().score()).isEqualTo(evaluation.run().peakScore());
                ended++;
            }
            if (AnomalyTeller.concerns(evaluation)) {
                Sample sample = new Sample("pump-7", 0, i * MINUTE, value, new SourcePosition("topic", 0, 4, i));
                teller.take(memory, sample, evaluation, told::add);
            }
        }

        assertThat(ended).isPositive();
        assertThat(told)
                .hasSizeGreaterThanOrEqualTo(2 * ended)
                .allSatisfy(anomaly -> assertThat(anomaly.contributions()).isNotEmpty());
    }

    @Property(tries = 30)
    void followedAnomalyOfADevice_hasComeAsFarAsTheDetectorSaysWhenItEnds(@ForAll long seed) {
        Random random = new Random(seed);
        JointDetector detector = new JointDetector(JointConfig.DEFAULT, BudgetConfig.DEFAULT);
        JointState state = detector.newState();
        AnomalyTeller teller = new AnomalyTeller(CONFIG, JointConfig.DEFAULT);
        DeviceMemory memory = new DeviceMemory(new DeviceState(CONFIG));
        MultivariateEvaluation evaluation = new MultivariateEvaluation();
        List<Anomaly> told = new ArrayList<>();

        int ended = 0;
        for (int i = 0; i < 2_500; i++) {
            double fault = i % 300 >= 240 ? 8 + 12 * random.nextDouble() : 0;
            for (int metric = 0; metric < 4; metric++) {
                detector.put(state, metric, random.nextGaussian() + (metric == 2 ? fault : 0));
            }
            detector.step(state, i, 5, evaluation);
            if (evaluation.transition() == Transition.ENDED) {
                OpenAnomaly followed = Objects.requireNonNull(memory.anomalies().get(DeviceMemory.WHOLE));
                assertThat(followed.lastUnusualMillis())
                        .isEqualTo(evaluation.run().endMillis());
                assertThat(followed.samples()).isEqualTo(evaluation.run().samples());
                assertThat(followed.severity()).isEqualTo(evaluation.run().severity());
                assertThat(followed.pattern()).isEqualTo(evaluation.run().pattern());
                assertThat(followed.peak().score()).isEqualTo(evaluation.run().peakScore());
                assertThat(followed.peak().timestampMillis())
                        .isEqualTo(evaluation.run().peakMillis());
                ended++;
            }
            if (AnomalyTeller.concerns(evaluation)) {
                Row row = new Row("pump-7", i, new SourcePosition("topic", 0, 4, i), List.of());
                teller.take(memory, row, evaluation, told::add);
            }
        }

        assertThat(ended).isPositive();
        assertThat(told).hasSizeGreaterThanOrEqualTo(2 * ended).allMatch(Anomaly::isOfDevice);
    }
}
