package io.anomalyradar.server.doors.statsd;

import io.anomalyradar.bus.Door;
import io.anomalyradar.bus.DoorResult;
import io.anomalyradar.server.doors.labels.FrameGroups;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.ingest.DoorMetrics;
import io.micrometer.core.instrument.Timer;
import io.netty.channel.EventLoop;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Delivers ended intervals one after another, each again under the same frame ids until the broker has it. At most
 * {@value #MAX_WAITING} wait; the oldest is dropped for a further one, and that is an error of the door. All methods
 * run in the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the loop's: what fails is delivered again
final class IntervalDelivery {
    private static final int MAX_WAITING = 30;
    private static final long RETRY_MILLIS = 1_000;

    private record Ended(FrameGroups groups, String key) {}

    private final Door door;
    private final DoorMetrics metrics;
    private final WorkPool pool;
    private final EventLoop loop;
    private final Deque<Ended> waiting = new ArrayDeque<>();
    private boolean delivering;
    private @Nullable CompletableFuture<Void> empty;

    IntervalDelivery(Door door, DoorMetrics metrics, WorkPool pool, EventLoop loop) {
        this.door = door;
        this.metrics = metrics;
        this.pool = pool;
        this.loop = loop;
    }

    /** Completes {@code done} once nothing waits any more. */
    void whenEmpty(CompletableFuture<Void> done) {
        empty = done;
        deliver();
    }

    void add(FrameGroups groups) {
        if (waiting.size() >= MAX_WAITING) {
            waiting.poll();
            metrics.failed("the broker took nothing for " + MAX_WAITING + " intervals: the oldest is lost");
        }
        waiting.add(new Ended(groups, UUID.randomUUID().toString()));
        deliver();
    }

    private void deliver() {
        Ended next = waiting.peek();
        if (next == null && empty != null) {
            empty.complete(null);
        }
        if (delivering || next == null) {
            return;
        }
        delivering = true;
        Timer.Sample start = Timer.start();
        pool.compose(() -> door.deliver(
                        InputStream::nullInputStream,
                        (body, batch) -> next.groups.emitTo(batch),
                        next.key,
                        device -> true,
                        () -> false))
                .whenComplete((result, failure) -> loop.execute(() -> delivered(next, result, start)));
    }

    private void delivered(Ended ended, @Nullable DoorResult result, Timer.Sample start) {
        if (result != null) {
            metrics.count(result, start);
        }
        boolean again = result == null || (result instanceof DoorResult.Sent && result.taken() == null);
        if (!again) {
            waiting.remove(ended);
        }
        loop.schedule(
                () -> {
                    delivering = false;
                    deliver();
                },
                again ? RETRY_MILLIS : 0,
                TimeUnit.MILLISECONDS);
    }
}
