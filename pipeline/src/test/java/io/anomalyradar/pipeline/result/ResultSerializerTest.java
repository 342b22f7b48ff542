package io.anomalyradar.pipeline.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.aggregate.WindowStatistics;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.aggregate.AggregateFrame;
import io.anomalyradar.model.aggregate.AggregateFrame.Statistics;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.deadletter.DeadLetter.Header;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.score.ScoreFrame.Columns;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.pipeline.serialization.Bytes;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class ResultSerializerTest {
    private static final SourcePosition SOURCE = new SourcePosition("q1w2e3r4t5y6u7i8o9p0aa", 3, 4, 99);

    @Test
    void scores_areReadAsWritten() throws IOException {
        ScoreFrame frame = new ScoreFrame(
                "pump-7",
                5,
                SOURCE,
                6,
                7,
                new String[] {"t"},
                new Columns(new double[] {1}, new double[] {2}, new double[] {3}, new double[] {4}, new double[] {5}),
                new SampleStatus[] {SampleStatus.ALARM},
                Attributes.NONE);

        assertThat(Bytes.copied(frame, serializer(ResultKind.SCORES))).isEqualTo(frame);
    }

    @Test
    void anomalies_areReadAsWritten() throws IOException {
        Anomaly anomaly = new Anomaly(
                "0123456789abcdef0123456789abcdef",
                2,
                "pump-7",
                "t",
                AnomalyState.ENDED,
                Severity.CRITICAL,
                "SPIKE",
                1,
                9L,
                new Anomaly.Peak(3, 71.2, 50.3, 46.2, 54.4, 12.5),
                4,
                "71.2 where 50.3 ± 4.1 was expected (z = 20.4): spike",
                SOURCE,
                1_700_000_000_000L,
                77,
                new Attributes("north", "", "", ""),
                List.of());

        assertThat(Bytes.copied(anomaly, serializer(ResultKind.ANOMALIES))).isEqualTo(anomaly);
    }

    @Test
    void aggregates_areReadAsWritten() throws IOException {
        WindowStatistics window = new WindowStatistics(
                3,
                6,
                1,
                3,
                0.8,
                2.99,
                new WindowStatistics.Scores(2.5, 1, 0, 1),
                new WindowStatistics.Band(2, 4.25, 0, 5),
                new WindowStatistics.Trend(-0.5, 0.25));
        AggregateFrame frame = new AggregateFrame("pump-7", 0, 60_000, SOURCE, 7, List.of(new Statistics("t", window)));

        assertThat(Bytes.copied(frame, serializer(ResultKind.AGGREGATES))).isEqualTo(frame);
    }

    @Test
    void deadLetters_areReadAsWritten() throws IOException {
        DeadLetter letter = new DeadLetter(
                SOURCE,
                "radar.telemetry",
                6,
                "",
                List.of(Refusal.record(RefusalCode.MALFORMED, "not JSON")),
                null,
                new byte[] {1, 2},
                List.of(new Header("a", new byte[] {9})));

        assertThat(Bytes.copied(letter, serializer(ResultKind.DEAD_LETTERS)))
                .usingRecursiveComparison()
                .isEqualTo(letter);
    }

    @Test
    void kindThatIsSentElsewhere_isTheSameThere() throws Exception {
        byte[] sent = InstantiationUtil.serializeObject(ResultKind.ANOMALIES);

        Object arrived = InstantiationUtil.deserializeObject(sent, getClass().getClassLoader());

        assertThat(arrived).isSameAs(ResultKind.ANOMALIES);
    }

    @Test
    void snapshotOfTheSerializer_isCompatibleWithItsKindAlone() throws IOException {
        var before = Bytes.snapshotRoundTrip(serializer(ResultKind.SCORES));

        assertThat(before.restoreSerializer()).isEqualTo(serializer(ResultKind.SCORES));
        assertThat(serializer(ResultKind.SCORES)
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(before)
                        .isCompatibleAsIs())
                .isTrue();
        assertThat(new ResultSerializer.Snapshot<>(ResultKind.SCORES)
                        .resolveSchemaCompatibility(new ResultSerializer.Snapshot<>(kind()))
                        .isIncompatible())
                .isTrue();
    }

    @SuppressWarnings("unchecked") // the wrong kind on purpose
    private static ResultKind<ScoreFrame> kind() {
        return (ResultKind<ScoreFrame>) (ResultKind<?>) ResultKind.ANOMALIES;
    }

    @Test
    void damagedBytes_areAnIoException() throws IOException {
        byte[] damaged = {0, 0, 0, 3, 1, 2, 3};

        assertThatThrownBy(() -> Bytes.read(damaged, serializer(ResultKind.SCORES)))
                .isInstanceOf(IOException.class);
    }

    private static <T> TypeSerializer<T> serializer(ResultKind<T> kind) {
        return new ResultSerializer<>(kind);
    }
}
