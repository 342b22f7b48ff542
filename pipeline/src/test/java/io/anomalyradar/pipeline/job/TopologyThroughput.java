package io.anomalyradar.pipeline.job;

import com.sun.management.OperatingSystemMXBean;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.model.alert.AlertAction;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.config.PipelineConfig;
import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameProtobuf;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.pipeline.alert.AlertCommandSerializer;
import io.anomalyradar.pipeline.config.FixedSettings;
import io.anomalyradar.pipeline.result.ResultCodec;
import io.anomalyradar.pipeline.result.ResultKind;
import io.anomalyradar.pipeline.source.TelemetryRecord;
import io.anomalyradar.pipeline.source.TelemetryRecordSerializer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Measures the job without Kafka: records made ahead are decoded, detected in, aggregated and encoded, in a
 * mini-cluster. Run by hand, with the number of subtasks, of samples per frame, of frames, and of devices, and
 * {@code series} to leave the metrics together out.
 */
final class TopologyThroughput {
    private static final int VARIANTS = 64;
    private static final LongAdder BYTES = new LongAdder();

    private TopologyThroughput() {}

    public static void main(String[] args) throws Exception {
        int parallelism = Integer.parseInt(args[0]);
        int samples = Integer.parseInt(args[1]);
        long frames = Long.parseLong(args[2]);
        int devices = Integer.parseInt(args[3]);
        boolean seriesOnly = args.length == 5 && args[4].equals("series");
        JointConfig joint = seriesOnly ? JointConfig.DEFAULT.off() : JointConfig.DEFAULT;
        for (int run = 0; run < 3; run++) {
            measure(parallelism, samples, frames, devices, joint);
        }
    }

    private static void measure(int parallelism, int samples, long frames, int devices, JointConfig joint)
            throws Exception {
        PipelineConfig d = PipelineConfig.DEFAULT;
        PipelineConfig pipeline = new PipelineConfig(
                parallelism,
                d.maxParallelism(),
                d.checkpointInterval(),
                d.bufferTimeout(),
                d.stateBackend(),
                d.maxDevices(),
                d.maxSeries(),
                d.maxSeriesPerDevice(),
                d.maxFrameIds(),
                d.maxClockSkew(),
                d.stateTtl(),
                d.anomalyIdleTimeout(),
                d.windowIdle(),
                true);
        JobArguments arguments = new JobArguments(
                KafkaConfig.at("-"),
                pipeline,
                DetectorConfig.DEFAULT,
                joint,
                null,
                "AAAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAA");
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, new Configuration());
        JobSettings.apply(environment, arguments);
        Topology.of(arguments)
                .join(
                        environment,
                        new Endpoints(
                                new DataGeneratorSource<>(
                                        new Telemetry(devices, samples), frames, TelemetryRecordSerializer.TYPE),
                                new DataGeneratorSource<>(
                                        new Telemetry(devices, samples), 0, TelemetryRecordSerializer.TYPE),
                                new FixedSettings(DetectorConfig.DEFAULT, joint),
                                new EncodingSink<>(ResultKind.SCORES),
                                new EncodingSink<>(ResultKind.ANOMALIES),
                                new EncodingSink<>(ResultKind.AGGREGATES),
                                new DataGeneratorSource<>(
                                        number -> AlertCommand.onAlert("none", "none", AlertAction.COMMENT, "", "", 0),
                                        1,
                                        AlertCommandSerializer.TYPE),
                                new EncodingSink<>(ResultKind.ALERTS),
                                new EncodingSink<>(ResultKind.INCIDENTS),
                                new EncodingSink<>(ResultKind.NOTICES),
                                new EncodingSink<>(ResultKind.CAPSULES),
                                new EncodingSink<>(ResultKind.STATES),
                                new EncodingSink<DeadLetter>(ResultKind.DEAD_LETTERS)));
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        long net = environment.execute("throughput").getNetRuntime() * 1_000_000L;
        long wall = System.nanoTime() - start;
        cpu = system.getProcessCpuTime() - cpu;
        System.out.printf(
                "parallelism %d, %d samples a frame: %,d readings/s, %,d frames/s, %.2f us wall and %.2f us CPU a frame, %.1f s, %,d bytes out%n",
                parallelism,
                samples,
                (long) (frames * samples * 1e9 / net),
                (long) (frames * 1e9 / net),
                net / 1e3 / frames,
                cpu / 1e3 / frames,
                wall / 1e9,
                BYTES.sumThenReset());
    }

    /** Frames without a time, so that they get the append time, which advances. */
    private static final class Telemetry implements GeneratorFunction<Long, TelemetryRecord> {
        private final int devices;
        private final int samples;
        private transient byte[][] keys;
        private transient byte[][] values;
        private transient List<DeadLetter.Header> headers;

        @SuppressWarnings("NullAway.Init")
        Telemetry(int devices, int samples) {
            this.devices = devices;
            this.samples = samples;
        }

        @Override
        public TelemetryRecord map(Long index) {
            if (values == null) {
                make();
            }
            int device = (int) (index % devices);
            int variant = (int) (index / devices % VARIANTS);
            return new TelemetryRecord(
                    device % 4,
                    4,
                    index,
                    1_700_000_000_000L + index / 100,
                    keys[device],
                    values[device * VARIANTS + variant],
                    headers);
        }

        private void make() {
            headers = List.of(
                    new DeadLetter.Header(Topics.CONTENT_TYPE, Topics.PROTOBUF.getBytes(StandardCharsets.UTF_8)));
            Random random = new Random(1);
            FrameProtobuf protobuf = new FrameProtobuf();
            keys = new byte[devices][];
            values = new byte[devices * VARIANTS][];
            String[] metrics = new String[samples];
            for (int m = 0; m < samples; m++) {
                metrics[m] = "metric-" + m;
            }
            for (int device = 0; device < devices; device++) {
                keys[device] = ("device-" + device).getBytes(StandardCharsets.UTF_8);
                for (int variant = 0; variant < VARIANTS; variant++) {
                    double[] numbers = new double[samples];
                    for (int m = 0; m < samples; m++) {
                        numbers[m] = 50 + random.nextGaussian();
                    }
                    values[device * VARIANTS + variant] =
                            protobuf.encode(Frame.of("device-" + device, Frame.NO_TIMESTAMP, metrics, numbers));
                }
            }
        }
    }

    private record EncodingSink<T>(ResultKind<T> kind) implements Sink<T> {
        @Override
        public SinkWriter<T> createWriter(WriterInitContext context) {
            ResultCodec<T> codec = kind.codec();
            return new SinkWriter<>() {
                private long bytes;

                @Override
                public void write(T element, Context context) {
                    bytes += codec.encode(element).length;
                }

                @Override
                public void flush(boolean endOfInput) {
                    BYTES.add(bytes);
                    bytes = 0;
                }

                @Override
                public void close() {}
            };
        }
    }
}
