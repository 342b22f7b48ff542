package io.anomalyradar.server.ingest;

import io.anomalyradar.bus.Batch;
import io.anomalyradar.bus.BatchException;
import io.anomalyradar.bus.DoorResult;
import io.anomalyradar.bus.Published.Acknowledged;
import io.anomalyradar.bus.Published.Unacknowledged;
import io.anomalyradar.model.telemetry.Characters;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.server.health.PartState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts what one door accepts and refuses; every meter has the tag {@code door}. */
public final class DoorMetrics {
    private final Counter frames;
    private final Counter samples;
    private final Counter unacknowledged;
    private final Counter leftOut;
    private final Timer delivery;
    private final Map<RefusalCode, Counter> refusals = new EnumMap<>(RefusalCode.class);
    private final Map<BatchException.Reason, Counter> refusedBodies = new EnumMap<>(BatchException.Reason.class);

    private final String door;
    private volatile String lastError = "";
    private volatile long lastErrorMillis;
    private volatile String note = "";

    public DoorMetrics(String door, MeterRegistry meters) {
        this.door = door;
        frames = counter("radar.ingest.frames", "Frames acknowledged by the broker", door, meters);
        samples = counter("radar.ingest.samples", "Samples acknowledged by the broker", door, meters);
        unacknowledged = counter(
                "radar.ingest.unacknowledged", "Frames that the broker did not acknowledge in time", door, meters);
        leftOut = counter(
                "radar.ingest.left.out", "Samples without a finite value, which the protocol allows", door, meters);
        delivery = Timer.builder("radar.ingest.acknowledgement")
                .description("From the body's last byte until its frames are acknowledged")
                .tag("door", door)
                .register(meters);
        for (RefusalCode code : RefusalCode.values()) {
            refusals.put(
                    code,
                    counter("radar.ingest.refusals", "Frames and samples refused", door, meters, "code", code.name()));
        }
        for (BatchException.Reason reason : BatchException.Reason.values()) {
            refusedBodies.put(
                    reason,
                    counter(
                            "radar.ingest.refused.bodies",
                            "Bodies refused as a whole",
                            door,
                            meters,
                            "reason",
                            reason.name()));
        }
    }

    private static Counter counter(String name, String description, String door, MeterRegistry meters, String... tags) {
        return Counter.builder(name)
                .description(description)
                .tag("door", door)
                .tags(tags)
                .register(meters);
    }

    /** Counts a delivery that started at {@code start}. */
    public void count(DoorResult outcome, Timer.Sample start) {
        failed(error(outcome));
        if (outcome instanceof DoorResult.Refused refused) {
            increment(refusedBodies.get(refused.reason()), 1);
        } else if (outcome instanceof DoorResult.Empty empty) {
            countRefusals(empty.batch());
        } else if (outcome instanceof DoorResult.Sent sent) {
            countRefusals(sent.batch());
            start.stop(delivery);
            if (sent.published() instanceof Acknowledged) {
                frames.increment(sent.batch().accepted().size());
                samples.increment(sent.batch().samples());
            } else if (sent.published() instanceof Unacknowledged failed) {
                frames.increment(failed.acknowledged());
                unacknowledged.increment((double) failed.unknown() + failed.notSent());
            }
        }
    }

    /** Keeps {@code error} as the last one; empty: there is none. */
    public void failed(String error) {
        if (!error.isEmpty()) {
            lastError = Characters.printable(error.length() <= 200 ? error : error.substring(0, 200) + "…");
            lastErrorMillis = System.currentTimeMillis();
        }
    }

    /** Counts what was refused before it was part of a delivery. */
    public void refused(RefusalCode code, String message) {
        increment(refusals.get(code), 1);
        failed(message);
    }

    /** Counts {@code count} values that the protocol has and this program does not take. */
    public void leftOut(int count) {
        leftOut.increment(count);
    }

    /** Shows {@code text} with the door's state, such as that another server listens. */
    public void note(String text) {
        note = text;
    }

    private static String error(DoorResult outcome) {
        if (outcome instanceof DoorResult.Refused refused) {
            return refused.message();
        }
        if (outcome instanceof DoorResult.Sent sent && !(sent.published() instanceof Acknowledged)) {
            return DeliveryAnswer.problem(outcome).detail();
        }
        Batch<?> batch = outcome.taken();
        return batch == null ? "" : batch.partialWrite();
    }

    /** The door as a line for people: what came in, what did not, and the last reason. It is up whatever was sent. */
    public PartState state() {
        double refused = refusals.values().stream().mapToDouble(Counter::count).sum()
                + refusedBodies.values().stream().mapToDouble(Counter::count).sum();
        String detail = (note.isEmpty() ? "" : note + "; ")
                + String.format(Locale.ROOT, "%,.0f taken, %,.0f refused", samples.count(), refused)
                + (unacknowledged.count() > 0
                        ? String.format(Locale.ROOT, ", %,.0f frames not acknowledged", unacknowledged.count())
                        : "")
                + (lastError.isEmpty()
                        ? ""
                        : "; last error at "
                                + Instant.ofEpochMilli(lastErrorMillis).truncatedTo(ChronoUnit.SECONDS) + ": "
                                + lastError);
        return PartState.up("door " + door, detail);
    }

    private void countRefusals(Batch<?> batch) {
        leftOut.increment(batch.leftOut());
        batch.refusals().forEach((code, count) -> increment(refusals.get(code), count));
    }

    private static void increment(@org.jspecify.annotations.Nullable Counter counter, int by) {
        if (counter != null) {
            counter.increment(by);
        }
    }
}
