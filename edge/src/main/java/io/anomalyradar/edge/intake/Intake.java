package io.anomalyradar.edge.intake;

import io.anomalyradar.edge.buffer.DiskBuffer;
import io.anomalyradar.edge.buffer.Position;
import io.anomalyradar.model.telemetry.Frame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes deliveries of all sources, and writes them to the buffer on one thread. Thread-safe. */
public final class Intake implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private static final int QUEUED = 256;
    private static final long IDLE_MILLIS = 200;
    private static final long RETRY_MILLIS = 1_000;

    private final DiskBuffer buffer;
    private final UnaryOperator<List<Frame>> filter;
    private final BlockingQueue<FrameDelivery> queue = new ArrayBlockingQueue<>(QUEUED);
    private final Thread thread = new Thread(this::run, "intake");
    private volatile boolean closing;

    /** @param filter sees all frames in order, and returns those that are sent */
    public Intake(DiskBuffer buffer, UnaryOperator<List<Frame>> filter) {
        this.buffer = buffer;
        this.filter = filter;
    }

    public void start() {
        thread.start();
    }

    /** Hands over a delivery; waits while many others wait. */
    public void put(FrameDelivery delivery) throws InterruptedException {
        queue.put(delivery);
    }

    /** Hands over a delivery if there is room for it at once; false: it is lost. For sources that cannot wait. */
    public boolean offer(FrameDelivery delivery) {
        return queue.offer(delivery);
    }

    /** How far {@code source} was read; null: never. */
    public byte @Nullable [] position(String source) {
        return buffer.position(source);
    }

    private void run() {
        List<FrameDelivery> taken = new ArrayList<>();
        while (!closing || !queue.isEmpty()) {
            try {
                FrameDelivery first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    taken.add(first);
                    takeMore(taken, first.frames().size());
                    store(taken);
                    taken.clear();
                }
                buffer.syncIfDue();
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    /** Takes what waits besides, up to the frames of one delivery. */
    private void takeMore(List<FrameDelivery> taken, int frames) {
        int room = FrameDelivery.MAX_FRAMES - frames;
        for (FrameDelivery next = queue.peek(); next != null && next.frames().size() <= room; next = queue.peek()) {
            queue.remove();
            taken.add(next);
            room -= next.frames().size();
        }
    }

    private void store(List<FrameDelivery> taken) throws InterruptedException {
        List<Frame> frames = new ArrayList<>();
        List<Position> positions = new ArrayList<>();
        for (FrameDelivery delivery : taken) {
            frames.addAll(delivery.frames());
            positions.addAll(delivery.positions());
        }
        append(filter.apply(frames), positions);
        taken.forEach(delivery -> delivery.stored().run());
    }

    private void append(List<Frame> frames, List<Position> positions) throws InterruptedException {
        for (int attempt = 0; !closing || attempt == 0; attempt++) {
            try {
                buffer.append(frames, positions);
                return;
            } catch (IOException full) {
                if (attempt % 60 == 0) {
                    LOG.error("the buffer on disk takes nothing, sources wait: {}", full.getMessage());
                }
                Thread.sleep(RETRY_MILLIS);
            }
        }
        throw new InterruptedException("closed before the disk had room");
    }

    /** Writes what waits, if the disk takes it, and ends. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(10_000);
            thread.interrupt();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
