package io.anomalyradar.server.inbox;

import io.anomalyradar.history.DeletedData;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.IncidentJson;
import io.anomalyradar.model.alert.IncidentState;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The incidents of radar.incidents. A person sees those whose leading alert is of a device that they may see. Thread-safe. */
public final class IncidentBoard implements AutoCloseable {
    private static final Comparator<Incident> MOST_URGENT_FIRST = Comparator.<Incident, Boolean>comparing(
                    incident -> incident.state() == IncidentState.RESOLVED)
            .thenComparing(Incident::severity, Comparator.reverseOrder())
            .thenComparing(Incident::changedMillis, Comparator.reverseOrder())
            .thenComparing(Incident::id);

    private static final class Incidents implements Board.Kind<Incident> {
        @Override
        public String name() {
            return "incident";
        }

        @Override
        public int maxOpen() {
            return 10_000;
        }

        @Override
        public int maxResolved() {
            return 2_000;
        }

        @Override
        public Incident decode(byte[] bytes) throws IOException {
            return IncidentJson.decode(bytes);
        }

        @Override
        public String id(Incident incident) {
            return incident.id();
        }

        @Override
        public int revision(Incident incident) {
            return incident.revision();
        }

        @Override
        public boolean isOpen(Incident incident) {
            return incident.state() != IncidentState.RESOLVED;
        }
    }

    private final Board<Incident> board;
    private final DeletedData deleted;

    private IncidentBoard(Board<Incident> board, DeletedData deleted) {
        this.board = board;
        this.deleted = deleted;
    }

    /**
     * Starts to read.
     *
     * @param deleted data of deleted devices, which are not shown
     */
    public static IncidentBoard start(
            KafkaConfig kafka, TopicCatalog catalog, DeletedData deleted, MeterRegistry meters) {
        return new IncidentBoard(
                new Board<>(new Incidents(), kafka.topics().incidents(), kafka, catalog, meters), deleted);
    }

    /** Whether an incident with this id is open. */
    boolean isOpen(String id) {
        return board.isOpen(id);
    }

    /** The newest revision of an incident; empty: it is not known. */
    Optional<Incident> incident(String id) {
        return board.item(id);
    }

    /** The newest revision of an incident; empty: it is not known, or may not be seen. */
    public Optional<Incident> incident(String id, DeviceView view) {
        return board.item(id).filter(incident -> isShown(incident, view));
    }

    /**
     * The newest revision of an incident.
     *
     * @throws io.anomalyradar.server.http.ProblemException NOT_FOUND when it is not known, or may not be seen
     */
    public Incident known(String id, DeviceView view) {
        return incident(id, view).orElseThrow(() -> Problem.of(
                        ProblemCode.NOT_FOUND, "no incident has this id: it never opened, or it was resolved long ago")
                .exception());
    }

    /** Whether an alert is one of the incident's. */
    Predicate<Alert> belonging(String id) {
        Optional<Incident> known = board.item(id);
        return known.isPresent() ? known.get()::has : alert -> alert.incident().equals(id);
    }

    /** Waits for a revision of {@code id} after {@code revision}; empty when none comes in time. */
    Optional<Incident> awaitAfter(String id, int revision, Duration patience) throws InterruptedException {
        return board.awaitAfter(id, revision, patience);
    }

    /** Passes each revision that becomes known from now on to {@code listener}, which must not block, until it is closed. */
    public Registration listen(DeviceView view, Consumer<Incident> listener) {
        return board.listeners().add(incident -> {
            if (isShown(incident, view)) {
                listener.accept(incident);
            }
        });
    }

    /** Those in one of the {@code states}, the most urgent first. */
    public List<Incident> list(Set<IncidentState> states, DeviceView view, int limit) {
        return board.all().stream()
                .filter(incident -> states.contains(incident.state()) && isShown(incident, view))
                .sorted(MOST_URGENT_FIRST)
                .limit(limit)
                .toList();
    }

    private boolean isShown(Incident incident, DeviceView view) {
        return isShown(incident.lead().device(), incident.lead().anomaly().appendTimeMillis(), view);
    }

    /** Whether what happened on {@code device} may be seen. */
    public boolean isShown(String device, long appendTimeMillis, DeviceView view) {
        return view.covers(device) && !deleted.contains(device, appendTimeMillis);
    }

    @Override
    public void close() {
        board.close();
    }
}
