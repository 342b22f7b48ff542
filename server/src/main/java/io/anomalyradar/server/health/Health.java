package io.anomalyradar.server.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Puts together how every part is. The path is ready when a heart-beat of this process, younger than {@link #FRESH}, has
 * been acknowledged, scored and stored, and the store answers; other parts are shown and do not decide. Never blocks.
 */
public final class Health {
    static final Duration FRESH = Duration.ofSeconds(10);

    private final String brokerAddress;
    private final HeartbeatProof proof;
    private final Heartbeat heartbeat;
    private final Supplier<Optional<String>> historyFailure;
    private final List<Supplier<PartState>> others;

    /**
     * Health of the path and of {@code others}.
     *
     * @param brokerAddress for the remedy texts
     * @param historyFailure why the history is not written; empty when it is
     */
    public Health(
            String brokerAddress,
            HeartbeatProof proof,
            Heartbeat heartbeat,
            Supplier<Optional<String>> historyFailure,
            List<Supplier<PartState>> others) {
        this.brokerAddress = brokerAddress;
        this.proof = proof;
        this.heartbeat = heartbeat;
        this.historyFailure = historyFailure;
        this.others = List.copyOf(others);
    }

    public Readiness readiness() {
        List<PartState> parts = new ArrayList<>();
        parts.add(broker());
        parts.add(pipeline());
        parts.add(history());
        for (Supplier<PartState> other : others) {
            parts.add(other.get());
        }
        return new Readiness(
                isFresh(proof.storedAge()) && heartbeat.storeFailure().isEmpty(), parts);
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
                        ? "no heart-beat comes back scored: see that the job runs and keeps up ('radar doctor')"
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
        String seen = "the newest heart-beat " + verb + " was sent " + age.get().toMillis() + " ms ago";
        return isFresh(age) ? PartState.up(name, seen) : PartState.down(name, seen + "; " + remedy.get());
    }

    private static boolean isFresh(Optional<Duration> age) {
        return age.isPresent() && age.get().compareTo(FRESH) < 0;
    }
}
