package io.anomalyradar.server.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The state of every part of the path. The path is ready when a heartbeat of this process, younger than {@link #FRESH},
 * has been acknowledged, scored and stored, the history is written, and no required part is down. Optional parts are
 * shown and do not decide. Never blocks.
 */
public final class Health {
    static final Duration FRESH = Duration.ofSeconds(10);

    private final String brokerAddress;
    private final HeartbeatProof proof;
    private final Heartbeat heartbeat;
    private final Supplier<Optional<String>> historyFailure;
    private final List<Supplier<PartState>> required;
    private final List<Supplier<PartState>> optional;

    /**
     * Health of the path and of further parts.
     *
     * @param brokerAddress for the remedy texts
     * @param historyFailure why the history is not written; empty when it is
     * @param required parts without which no reading is scored
     * @param optional parts that are only shown
     */
    public Health(
            String brokerAddress,
            HeartbeatProof proof,
            Heartbeat heartbeat,
            Supplier<Optional<String>> historyFailure,
            List<Supplier<PartState>> required,
            List<Supplier<PartState>> optional) {
        this.brokerAddress = brokerAddress;
        this.proof = proof;
        this.heartbeat = heartbeat;
        this.historyFailure = historyFailure;
        this.required = List.copyOf(required);
        this.optional = List.copyOf(optional);
    }

    public Readiness readiness() {
        List<PartState> parts = new ArrayList<>();
        parts.add(broker());
        parts.add(pipeline());
        parts.add(history());
        boolean ready = isFresh(proof.storedAge())
                && heartbeat.storeFailure().isEmpty()
                && historyFailure.get().isEmpty();
        for (Supplier<PartState> part : required) {
            PartState state = part.get();
            ready &= state.condition() != PartState.Condition.DOWN;
            parts.add(state);
        }
        optional.forEach(part -> parts.add(part.get()));
        return new Readiness(ready, parts);
    }

    private PartState broker() {
        return part(
                "broker",
                proof.acknowledgedAge(),
                "acknowledged",
                () -> "the broker at " + brokerAddress
                        + " does not acknowledge"
                        + heartbeat.sendFailure().map(why -> " (" + why + ")").orElse("")
                        + ": see that it runs and can be reached (kafka.bootstrap-servers), and that its disk is not full");
    }

    private PartState pipeline() {
        return part(
                "pipeline",
                proof.scoredAge(),
                "scored",
                () -> isFresh(proof.acknowledgedAge())
                        ? "no heartbeat comes back scored: see that the job runs and keeps up ('radar doctor')"
                        : "waits for the broker");
    }

    private PartState history() {
        Optional<String> failure = heartbeat.storeFailure().or(historyFailure);
        if (failure.isPresent()) {
            return PartState.down("history", failure.get());
        }
        return part(
                "history",
                proof.storedAge(),
                "stored",
                () -> isFresh(proof.scoredAge())
                        ? "scores come but are not stored yet: see radar_history_lag_records and the disk"
                        : "waits for the pipeline");
    }

    private static PartState part(String name, Optional<Duration> age, String verb, Supplier<String> remedy) {
        if (age.isEmpty()) {
            return PartState.starting(name, remedy.get());
        }
        String seen = "the newest heartbeat " + verb + " was sent " + age.get().toMillis() + " ms ago";
        return isFresh(age) ? PartState.up(name, seen) : PartState.down(name, seen + "; " + remedy.get());
    }

    private static boolean isFresh(Optional<Duration> age) {
        return age.isPresent() && age.get().compareTo(FRESH) < 0;
    }
}
