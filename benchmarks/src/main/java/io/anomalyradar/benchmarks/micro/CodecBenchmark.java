package io.anomalyradar.benchmarks.micro;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.score.ScoreProtobuf;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.Decoded;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameJson;
import io.anomalyradar.model.telemetry.FrameProtobuf;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A frame of ten samples through each codec. The reference is protoc's generated classes, without the checks of names
 * and values that our codecs also make (docs/adr/0004).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {
    private static final int SAMPLES = 10;

    private final FrameProtobuf frames = new FrameProtobuf();
    private final FrameJson json = new FrameJson();
    private final ScoreProtobuf scores = new ScoreProtobuf();
    private final Frame frame = frame();
    private final ScoreFrame score = score();
    private final byte[] frameBytes = frames.encode(frame);
    private final byte[] scoreBytes = scores.encode(score);
    private final byte[] jsonBytes = ("{\"device\":\"press-0042\",\"ts\":1732233600000,\"metrics\":{"
                    + "\"temperature\":71.25,\"pressure\":3.125,\"vibration\":0.04567,\"current\":12.5,\"voltage\":231.5,"
                    + "\"speed\":1480,\"torque\":55.75,\"flow\":8.5,\"level\":0.75,\"humidity\":41.5}}")
            .getBytes(StandardCharsets.UTF_8);

    @Benchmark
    public Decoded decodeFrame() {
        return frames.decode(frameBytes, null);
    }

    @Benchmark
    public io.anomalyradar.spec.v1.Frame decodeFrameByProtoc() throws IOException {
        return io.anomalyradar.spec.v1.Frame.parseFrom(frameBytes);
    }

    @Benchmark
    public Decoded decodeFrameFromJson() {
        return json.decode(jsonBytes, null);
    }

    @Benchmark
    public byte[] encodeFrame() {
        return frames.encode(frame);
    }

    @Benchmark
    public byte[] encodeScores() {
        return scores.encode(score);
    }

    @Benchmark
    public byte[] encodeScoresByProtoc() {
        var message = io.anomalyradar.spec.v1.ScoreFrame.newBuilder()
                .setDevice(score.device())
                .setTimestampMillis(score.timestampMillis())
                .setSource(io.anomalyradar.spec.v1.SourcePosition.newBuilder()
                        .setTopicId(score.source().topicId())
                        .setPartition(score.source().partition())
                        .setLeaderEpoch(score.source().leaderEpoch())
                        .setOffset(score.source().offset()))
                .setAppendTimeMillis(score.appendTimeMillis())
                .setConfigVersion(score.configVersion());
        for (int i = 0; i < score.size(); i++) {
            message.addMetrics(score.metric(i))
                    .addValues(score.value(i))
                    .addExpected(score.expected(i))
                    .addLower(score.lower(i))
                    .addUpper(score.upper(i))
                    .addScores(score.score(i))
                    .addStatusesValue(score.status(i).number());
        }
        return message.build().toByteArray();
    }

    @Benchmark
    public ScoreFrame decodeScores() throws IOException {
        return scores.decode(scoreBytes);
    }

    @Benchmark
    public io.anomalyradar.spec.v1.ScoreFrame decodeScoresByProtoc() throws IOException {
        return io.anomalyradar.spec.v1.ScoreFrame.parseFrom(scoreBytes);
    }

    private static String[] metrics() {
        return new String[] {
            "temperature", "pressure", "vibration", "current", "voltage", "speed", "torque", "flow", "level", "humidity"
        };
    }

    private static Frame frame() {
        double[] values = new double[SAMPLES];
        Arrays.setAll(values, i -> 50 + i * 1.37);
        return Frame.of("press-0042", 1_732_233_600_000L, metrics(), values);
    }

    private static ScoreFrame score() {
        ScoreFrame.Columns columns = ScoreFrame.Columns.ofSize(SAMPLES);
        SampleStatus[] statuses = new SampleStatus[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            columns.values()[i] = 50 + i * 1.37;
            columns.expected()[i] = 50 + i;
            columns.lower()[i] = 46 + i;
            columns.upper()[i] = 54 + i;
            columns.scores()[i] = 0.3 * i;
            statuses[i] = SampleStatus.NORMAL;
        }
        return new ScoreFrame(
                "press-0042",
                1_732_233_600_000L,
                new SourcePosition("AAAAAAAAAAAAAAAAAAAAAA", 2, 4, 123_456_789L),
                1_732_233_600_003L,
                0x1234abcd,
                metrics(),
                columns,
                statuses,
                Attributes.NONE);
    }
}
