package io.anomalyradar.pipeline.decode;

import io.anomalyradar.model.telemetry.Frame;

/**
 * A good frame and where and when it arrived. Its time is set: that of the frame, or else the append time.
 *
 * @param partition of radar.telemetry; {@code offset} within it
 * @param appendTimeMillis when the broker appended the record: the pipeline's only now
 */
public record ArrivedFrame(Frame frame, int partition, long offset, long appendTimeMillis) {
    public String device() {
        return frame.device();
    }
}
