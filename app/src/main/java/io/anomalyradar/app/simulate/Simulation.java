package io.anomalyradar.app.simulate;

import io.anomalyradar.app.send.DeliveryException;
import io.anomalyradar.app.send.FrameSink;
import io.anomalyradar.app.send.Pacer;
import io.anomalyradar.model.telemetry.Frame;

/**
 * A fleet over a time interval: every device sends at the same rate, evenly spread over the period. Not thread-safe.
 *
 * @param fromMillis time of the first frame
 * @param periodMillis between two frames of a device; may be fractional
 * @param steps frames of each device
 */
record Simulation(Fleet fleet, long fromMillis, double periodMillis, long steps) {
    private static final long FLUSH_BEFORE_NANOS = 20_000_000;

    /** Called after every frame of the fleet with the number of frames so far. */
    @FunctionalInterface
    interface Watcher {
        void made(long frames);
    }

    /**
     * Sends all frames, or those until the pacer is stopped; ends open faults, and returns when everything is
     * acknowledged.
     *
     * @return frames sent
     */
    long run(FrameSink sink, Pacer pacer, Watcher watcher) throws DeliveryException {
        long sent = 0;
        boolean going = true;
        for (long step = 0; going && step < steps; step++) {
            for (int device = 0; going && device < fleet.size(); device++) {
                long time = timeMillis(step, device);
                if (pacer.nanosUntil(time) > FLUSH_BEFORE_NANOS) {
                    sink.flush();
                }
                going = pacer.await(time);
                Frame frame = going ? fleet.next(device, time) : null;
                if (frame != null) {
                    sink.send(frame);
                    watcher.made(++sent);
                }
            }
        }
        fleet.end();
        sink.flush();
        return sent;
    }

    private long timeMillis(long step, int device) {
        return fromMillis + (long) Math.floor(periodMillis * (step + (double) device / fleet.size()));
    }
}
