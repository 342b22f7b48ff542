package io.anomalyradar.benchmarks.state;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.SeriesDetector;
import io.anomalyradar.detector.SeriesState;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Steps ten series of a device with each frame, whose number is the input. */
final class StepFunction extends KeyedProcessFunction<String, Long, Long> {
    /** Frames that were stepped in this process. */
    static final AtomicLong FRAMES = new AtomicLong();

    private static final int SAMPLES = 10;

    private final int block;
    private final int devices;
    private final int seriesPerDevice;
    private transient MapState<String, SeriesBlock> blocks;
    private transient SeriesDetector detector;
    private transient Evaluation evaluation;

    @SuppressWarnings("NullAway.Init") // set by open
    StepFunction(int block, int devices, int seriesPerDevice) {
        this.block = block;
        this.devices = devices;
        this.seriesPerDevice = seriesPerDevice;
    }

    @Override
    public void open(OpenContext context) {
        blocks = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("blocks", StringSerializer.INSTANCE, new SeriesBlock.Serializer()));
        detector = new SeriesDetector(DetectorConfig.DEFAULT);
        evaluation = new Evaluation();
    }

    @Override
    public void processElement(Long number, Context context, Collector<Long> out) throws Exception {
        long round = number / devices;
        int first = (int) (round * SAMPLES % seriesPerDevice);
        for (int at = first; at < first + SAMPLES; ) {
            int of = at / block;
            String key = "block-" + of;
            SeriesBlock found = blocks.get(key);
            SeriesBlock touched = found == null ? new SeriesBlock() : found;
            for (; at < first + SAMPLES && at / block == of; at++) {
                SeriesState state = touched.series.computeIfAbsent(
                        at, position -> new SeriesState("metric-" + position, position, DetectorConfig.DEFAULT));
                detector.step(state, 1_000 * round, Long.hashCode(number * 31 + at) % 1_000, 1, evaluation);
            }
            blocks.put(key, touched);
        }
        FRAMES.incrementAndGet();
    }
}
