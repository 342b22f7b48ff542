package io.anomalyradar.server.inbox;

import io.anomalyradar.history.DeletedData;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertJson;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.log.Listeners.Registration;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.security.DeviceView;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The alerts of radar.alerts. Thread-safe. */
public final class AlertBoard implements AutoCloseable {
    private static final Comparator<Alert> MOST_URGENT_FIRST = Comparator.<Alert, Boolean>comparing(
                    alert -> alert.state() == AlertState.RESOLVED)
            .thenComparing(Alert::severity, Comparator.reverseOrder())
            .thenComparing(Alert::changedMillis, Comparator.reverseOrder())
            .thenComparing(Alert::id);

    private static final class Alerts implements Board.Kind<Alert> {
        @Override
        public String name() {
            return "alert";
        }

        @Override
        public int maxOpen() {
            return 100_000;
        }

        @Override
        public int maxResolved() {
            return 10_000;
        }

        @Override
        public Alert decode(byte[] bytes) throws IOException {
            return AlertJson.decode(bytes);
        }

        @Override
        public String id(Alert alert) {
            return alert.id();
        }

        @Override
        public int revision(Alert alert) {
            return alert.revision();
        }

        @Override
        public boolean isOpen(Alert alert) {
            return alert.state().isOpen();
        }
    }

    private final Board<Alert> board;
    private final DeletedData deleted;

    private AlertBoard(Board<Alert> board, DeletedData deleted) {
        this.board = board;
        this.deleted = deleted;
    }

    /**
     * Starts to read.
     *
     * @param deleted data of deleted devices, whose alerts are not shown
     */
    public static AlertBoard start(KafkaConfig kafka, TopicCatalog catalog, DeletedData deleted, MeterRegistry meters) {
        return new AlertBoard(new Board<>(new Alerts(), kafka.topics().alerts(), kafka, catalog, meters), deleted);
    }

    /** The newest revision of an alert; empty: it is not known. */
    public Optional<Alert> alert(String id) {
        return board.item(id).filter(this::exists);
    }

    /** The newest revision of an alert; empty: it is not known, or may not be seen. */
    public Optional<Alert> alert(String id, DeviceView view) {
        return alert(id).filter(alert -> view.covers(alert.device()));
    }

    /**
     * The newest revision of an alert.
     *
     * @throws io.anomalyradar.server.http.ProblemException NOT_FOUND when it is not known, or may not be seen
     */
    public Alert known(String id, DeviceView view) {
        return alert(id, view).orElseThrow(() -> Problem.of(
                        ProblemCode.NOT_FOUND, "no alert has this id: it never fired, or it was resolved long ago")
                .exception());
    }

    /** Waits for a revision of {@code id} after {@code revision}; empty when none comes in time. */
    Optional<Alert> awaitAfter(String id, int revision, Duration patience) throws InterruptedException {
        return board.awaitAfter(id, revision, patience);
    }

    /** Passes each revision that becomes known from now on to {@code listener}, which must not block, until it is closed. */
    public Registration listen(Consumer<Alert> listener) {
        return board.listeners().add(alert -> {
            if (exists(alert)) {
                listener.accept(alert);
            }
        });
    }

    /** The wanted alerts, the most urgent first. */
    public List<Alert> list(AlertQuery query) {
        return board.all().stream()
                .filter(query::wants)
                .filter(this::exists)
                .sorted(MOST_URGENT_FIRST)
                .limit(query.limit())
                .toList();
    }

    /** All alerts of the devices in {@code view} that are remembered. */
    List<Alert> seen(DeviceView view) {
        return board.all().stream()
                .filter(alert -> view.covers(alert.device()) && exists(alert))
                .toList();
    }

    /** The open alerts that are {@code wanted}. */
    public List<Alert> open(Predicate<Alert> wanted) {
        return board.open().stream().filter(this::exists).filter(wanted).toList();
    }

    /** Those that were raised by the anomalies with these ids, as far as they are remembered. */
    public List<Alert> ofAnomalies(Set<String> ids) {
        return board.all().stream()
                .filter(alert -> ids.contains(alert.anomaly().id()))
                .filter(this::exists)
                .toList();
    }

    /** How many alerts of the devices in {@code view} there are in each state. */
    Map<AlertState, Integer> counts(DeviceView view) {
        Map<AlertState, Integer> counts = new EnumMap<>(AlertState.class);
        for (AlertState state : AlertState.values()) {
            counts.put(state, 0);
        }
        for (Alert alert : board.all()) {
            if (view.covers(alert.device()) && (!alert.state().isOpen() || exists(alert))) {
                counts.merge(alert.state(), 1, Integer::sum);
            }
        }
        return counts;
    }

    private boolean exists(Alert alert) {
        return !deleted.contains(alert.device(), alert.anomaly().appendTimeMillis());
    }

    @Override
    public void close() {
        board.close();
    }
}
