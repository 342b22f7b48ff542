package io.anomalyradar.app.memory;

import io.anomalyradar.app.config.RadarConfig;
import io.anomalyradar.model.config.PipelineConfig.StateBackend;

/**
 * The heap that a configuration needs when every bound on devices, series and frame ids is reached, against the heap
 * that there is.
 *
 * <p>The bytes a device, a series and a frame id are measured on a running process and rounded up (ADR 11). With
 * RocksDB, and with a Flink cluster elsewhere, the state of the job is not on the heap.
 *
 * @param neededBytes objects that last
 */
public record HeapPlan(RadarConfig config, Heap heap, long neededBytes) {
    /** Broker, cluster, server and caches without any device. */
    private static final long BASE_BYTES = 90L << 20;

    private static final long DEVICE_BYTES = 2_000;
    private static final long SERIES_BYTES = 5_000;
    private static final long FRAME_ID_BYTES = 36; // 24, and room to grow by a half
    private static final long LIVE_SERIES_BYTES = 300;

    /** The plan of {@code config} for a process with {@code heap}. */
    public static HeapPlan of(RadarConfig config, Heap heap) {
        long needed = BASE_BYTES + config.server().maxSeries() * LIVE_SERIES_BYTES;
        if (config.flink() == null && config.pipeline().stateBackend() == StateBackend.HASHMAP) {
            needed += config.pipeline().maxDevices() * DEVICE_BYTES
                    + config.pipeline().maxSeries() * SERIES_BYTES
                    + config.pipeline().maxFrameIds() * FRAME_ID_BYTES;
        }
        return new HeapPlan(config, heap, needed);
    }

    public boolean fits() {
        return neededBytes <= heap.lastingBytes();
    }

    /** The needed and the available memory, for people. */
    public String figures() {
        return "pipeline.max-devices " + config.pipeline().maxDevices()
                + ", pipeline.max-series " + config.pipeline().maxSeries()
                + ", pipeline.max-frame-ids " + config.pipeline().maxFrameIds()
                + " and server.max-series " + config.server().maxSeries()
                + " need " + megabytes(neededBytes) + " MB for what they keep; a heap of " + megabytes(heap.bytes())
                + " MB has " + megabytes(heap.lastingBytes()) + " MB for it";
    }

    /** How to make it fit. */
    public String remedy() {
        double factor = (double) heap.bytes() / heap.lastingBytes();
        return "lower them, set RADAR_JAVA_OPTS=-Xmx" + megabytes((long) (neededBytes * factor * 1.05))
                + "m, or set pipeline.state-backend to rocksdb";
    }

    private static long megabytes(long bytes) {
        return bytes >> 20;
    }
}
