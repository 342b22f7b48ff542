package io.anomalyradar.pipeline.detect;

import static io.anomalyradar.pipeline.detect.DetectHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameProtobuf;
import io.anomalyradar.model.telemetry.SampleKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules of spec/telemetry.md, section "Counters", by their numbers. */
class CounterRatesTest {
    private static final String COUNTER = "requests_total,code=200";
    private static final String RATE = "requests_total per second,code=200";

    @SuppressWarnings("NullAway.Init") // set before each test
    private DetectHarness detect;

    @BeforeEach
    void open() throws Exception {
        detect = DetectHarness.fresh();
    }

    @AfterEach
    void close() {
        detect.close();
    }

    @Test
    void counter_becomesARateUnderItsOwnName_besideGauges() throws Exception { // 1, 2
        send(0, frame(0, SampleKind.COUNTER, 1_000, 20));
        send(10, frame(10_000, SampleKind.COUNTER, 1_250, 21));

        ScoreFrame first = detect.scores().get(0);
        ScoreFrame second = detect.scores().get(1);
        assertThat(first.size()).isOne();
        assertThat(first.metric(0)).isEqualTo("temperature");
        assertThat(List.of(second.metric(0), second.metric(1))).containsExactly(RATE, "temperature");
        assertThat(second.value(0)).isEqualTo(25);
        assertThat(second.value(1)).isEqualTo(21);
    }

    @Test
    void counterThatStartsAgain_countsFromZero() throws Exception { // 3
        send(0, counter(0, 1_000));
        send(10, counter(10_000, 50));

        assertThat(rates()).containsExactly(5.0);
        assertThat(detect.counted("counterResets")).isOne();
    }

    @Test
    void delta_isDividedByTheTimeSinceTheSampleBefore() throws Exception { // 4
        send(0, delta(0, 999));
        send(10, delta(10_000, 70));

        assertThat(rates()).containsExactly(7.0);
    }

    @Test
    void sampleThatIsNotLater_hasNoRate_andADeltaIsNotLost() throws Exception { // 5
        send(0, delta(0, 1));
        send(1, delta(10_000, 10));
        send(2, delta(10_000, 5));
        send(3, delta(9_000, 15));
        send(20, delta(20_000, 10));

        assertThat(rates()).containsExactly(1.0, 3.0);
        assertThat(detect.counted("countersLate")).isEqualTo(2);
    }

    @Test
    void lateCounter_changesNothing() throws Exception { // 5
        send(0, counter(10_000, 100));
        send(1, counter(5_000, 50));
        send(20, counter(20_000, 200));

        assertThat(rates()).containsExactly(10.0);
        assertThat(detect.counted("counterResets")).isZero();
    }

    @Test
    void gap_givesTheAverageRate() throws Exception { // 6
        send(0, counter(0, 0));
        send(600, counter(600_000, 600));

        assertThat(rates()).containsExactly(1.0);
    }

    @Test
    void countersBeyondTheBound_areDeadLettersUnderTheirOwnNameAndKind() throws Exception { // 7
        for (int i = 0; i <= DetectHarness.MAX_SERIES; i++) {
            send(i, frame("c" + i, i * 1_000L, 1, SampleKind.COUNTER));
        }

        DeadLetter letter = detect.letters().get(0);
        assertThat(letter.refusals()).singleElement().satisfies(refusal -> assertThat(refusal.metric())
                .isEqualTo("c3"));
        Frame kept = new FrameProtobuf()
                .decode(Objects.requireNonNull(letter.value()), null)
                .frame();
        assertThat(Objects.requireNonNull(kept).kind(0)).isEqualTo(SampleKind.COUNTER);
        assertThat(detect.gauged("series")).isEqualTo(DetectHarness.MAX_SERIES);
    }

    @Test
    void withoutRates_countersAreTakenAsTheyAre() throws Exception {
        try (DetectHarness plain = DetectHarness.of(DetectHarness.withoutRates(), null, 0)) {
            plain.send(counter(0, 100), START);

            assertThat(plain.scores().get(0).metric(0)).isEqualTo(COUNTER);
            assertThat(plain.scores().get(0).value(0)).isEqualTo(100);
        }
    }

    @Test
    void restoredJob_continuesTheRates() throws Exception {
        send(0, counter(0, 100));
        OperatorSubtaskState snapshot = detect.snapshot();

        try (DetectHarness after = DetectHarness.restored(snapshot, 1)) {
            after.send(counter(10_000, 300), START + 10_000);

            assertThat(after.scores().get(0).value(0)).isEqualTo(20);
        }
    }

    @Test
    void deviceThatWasForgotten_startsAnew() throws Exception {
        send(0, counter(0, 100));
        send(DetectHarness.TTL / 1_000 + 1, counter(10_000, 300));

        assertThat(detect.scores()).isEmpty();
    }

    @Test
    void rateBeyondTheDetectorsRange_isNone() throws Exception {
        send(0, counter(0, -1e75));
        send(1, counter(1, 1e75));

        assertThat(detect.scores()).isEmpty();
    }

    private void send(long second, Frame frame) throws Exception {
        detect.send(frame, START + second * 1_000);
    }

    private static Frame counter(long timestampMillis, double value) {
        return frame(COUNTER, timestampMillis, value, SampleKind.COUNTER);
    }

    private static Frame delta(long timestampMillis, double value) {
        return frame(COUNTER, timestampMillis, value, SampleKind.DELTA);
    }

    private static Frame frame(String metric, long timestampMillis, double value, SampleKind kind) {
        return new Frame(
                "web-1",
                timestampMillis,
                new String[] {metric},
                new double[] {value},
                new SampleKind[] {kind},
                Attributes.NONE,
                Map.of(),
                null);
    }

    /** A counter, and a gauge. */
    private static Frame frame(long timestampMillis, SampleKind kind, double value, double temperature) {
        return new Frame(
                "web-1",
                timestampMillis,
                new String[] {COUNTER, "temperature"},
                new double[] {value, temperature},
                new SampleKind[] {kind, SampleKind.GAUGE},
                Attributes.NONE,
                Map.of(),
                null);
    }

    private List<Double> rates() {
        return detect.scores().stream().map(scores -> scores.value(0)).toList();
    }
}
