package io.anomalyradar.server.health;

import io.anomalyradar.bus.FramePublisher;
import io.anomalyradar.bus.Published;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.server.log.Worker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Sends a heartbeat of each heartbeat device through the whole path every second, into every partition of
 * radar.telemetry. This proves that every partition reaches every subtask of detection, and append time advances in
 * each partition even if no device sends. Until the first heartbeats have arrived, it sends every 100 ms. The next
 * heartbeats are sent only when the outcome of the previous ones is known. Checks the store each time.
 */
public final class Heartbeat implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration FIRST_PERIOD = Duration.ofMillis(100);
    private static final String METRIC = "sent";

    private final List<String> devices;
    private final FramePublisher publisher;
    private final HistoryStore store;
    private final HeartbeatProof proof;
    private final Clock clock;
    private final Worker worker;
    private volatile @Nullable String sendFailure;
    private volatile @Nullable String storeFailure;

    private Heartbeat(
            List<String> devices,
            FramePublisher publisher,
            HistoryStore store,
            HeartbeatProof proof,
            Clock clock,
            MeterRegistry meters) {
        this.devices = List.copyOf(devices);
        this.publisher = publisher;
        this.store = store;
        this.proof = proof;
        this.clock = clock;
        worker = Worker.start("heartbeat", this::run, meters);
    }

    /**
     * Starts sending.
     *
     * @param devices heartbeat devices, one for each subtask of detection
     */
    public static Heartbeat start(
            List<String> devices,
            FramePublisher publisher,
            HistoryStore store,
            HeartbeatProof proof,
            Clock clock,
            MeterRegistry meters) {
        return new Heartbeat(devices, publisher, store, proof, clock, meters);
    }

    private void run(Worker thread) {
        CompletableFuture<?> before = CompletableFuture.completedFuture(null);
        for (long sequence = 1; !thread.isStopping(); sequence++) {
            checkStore();
            if (before.isDone()) {
                before = send(sequence);
            }
            thread.pause(proof.storedAge().isPresent() ? PERIOD : FIRST_PERIOD);
        }
    }

    private CompletableFuture<?> send(long sequence) {
        int partitions;
        try {
            partitions = publisher.partitions();
        } catch (KafkaException silent) {
            sendFailure = silent.getMessage();
            return CompletableFuture.completedFuture(null);
        }
        proof.expect(partitions, devices);
        List<CompletableFuture<?>> sent = new ArrayList<>();
        for (String device : devices) {
            Frame frame = Frame.of(device, clock.millis(), new String[] {METRIC}, new double[] {(double) sequence});
            for (int partition = 0; partition < partitions; partition++) {
                long sentNanos = System.nanoTime();
                sent.add(publisher
                        .publishIn(partition, frame)
                        .thenAccept(outcome -> published(device, outcome, sentNanos)));
            }
        }
        return CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new));
    }

    private void published(String device, Published outcome, long sentNanos) {
        if (outcome instanceof Published.Acknowledged done) {
            proof.acknowledged(done.partition(), device, done.offset(), sentNanos);
            sendFailure = null;
        } else if (outcome instanceof Published.Unacknowledged failed) {
            sendFailure = failed.reason();
        }
    }

    private void checkStore() {
        try {
            store.check();
            proof.stored(store.offsets());
            storeFailure = null;
        } catch (HistoryException failed) {
            storeFailure = failed.getMessage();
        }
    }

    /** Why the broker did not take the newest heartbeat; empty when it did. */
    Optional<String> sendFailure() {
        return Optional.ofNullable(sendFailure);
    }

    /** The fault of the store; empty when there is none. */
    Optional<String> storeFailure() {
        return Optional.ofNullable(storeFailure);
    }

    /** Sends no more, without waiting for the one under way. */
    public void stop() {
        worker.stop();
    }

    @Override
    public void close() {
        worker.close();
    }
}
