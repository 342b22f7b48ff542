package io.anomalyradar.quality.pages;

import static io.anomalyradar.quality.report.Table.number;

import io.anomalyradar.app.score.ScoredAnomaly;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.quality.candidate.Product;
import io.anomalyradar.quality.dataset.RowFamily;
import io.anomalyradar.quality.dataset.RowRecording;
import io.anomalyradar.quality.report.Section;
import io.anomalyradar.quality.report.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Recorded fleets from anomalies to pages: how often people are notified, and how much of that is a labelled event. */
public final class PagesEvaluation {
    private static final List<RowFamily> FAMILIES = List.of(RowFamily.CLOUDMON, RowFamily.SERVICES, RowFamily.SMD);
    private static final double WEEK = 7 * 86_400_000.0;
    private static final int MARGIN_ROWS = 10;

    private final Path data;

    /** @param data the folder of all families */
    public PagesEvaluation(Path data) {
        this.data = data;
    }

    /**
     * The results with the detector of {@code product}.
     *
     * @throws IOException if a file cannot be read
     */
    public Section section(Product product) throws IOException {
        Table table = new Table(
                "fleet",
                "devices",
                "weeks",
                "anomalies",
                "alerts",
                "incidents",
                "pages",
                "a week",
                "withheld",
                "pages on an event",
                "events",
                "with an alert",
                "paged");
        for (RowFamily family : FAMILIES) {
            List<RowRecording> recordings = family.recordings(data);
            if (!recordings.isEmpty()) {
                row(table, family, recordings, product);
            }
        }
        return new Section("From anomalies to pages")
                .text(
                        "The labelled part of each recording is a device of a fleet; all begin at the same time. Detector, rule,"
                                + " incidents and budget (5 pages a week for the one channel) are those of a fresh installation; a"
                                + " device is an area of its own. *Pages on an event*: of the alerts and incidents that people were"
                                + " notified of, those with an anomaly that overlaps a labelled event, at most "
                                + MARGIN_ROWS + " rows off. *Paged*: labelled events with such a page.")
                .table(table);
    }

    private void row(Table table, RowFamily family, List<RowRecording> recordings, Product product) throws IOException {
        List<Watched> fleet = new ArrayList<>();
        long rowMillis = Long.MAX_VALUE;
        for (RowRecording recording : recordings) {
            Product.Found found = product.found(recording.recording());
            rowMillis = Math.min(rowMillis, found.rowMillis()[1] - found.rowMillis()[0]);
            fleet.add(watched(recording, found));
        }
        FleetReplay replay = new FleetReplay();
        replay.run(fleet);
        long margin = MARGIN_ROWS * rowMillis;
        Map<String, Watched> byName = new HashMap<>();
        fleet.forEach(device -> byName.put(device.device(), device));
        Map<String, Boolean> onEvent = new HashMap<>(); // by what people were notified of
        replay.paged().forEach(subject -> onEvent.put(subject, false));
        for (Alert alert : replay.alerts()) {
            Watched device = byName.get(alert.device());
            boolean hits = device != null
                    && device.events().stream().anyMatch(event -> event.overlaps(alert.anomaly(), margin));
            if (hits) {
                onEvent.computeIfPresent(alert.id(), (subject, before) -> true);
                onEvent.computeIfPresent(alert.incident(), (subject, before) -> true);
            }
        }
        long events = 0;
        long alerted = 0;
        long paged = 0;
        for (Watched device : fleet) {
            for (Watched.Event event : device.events()) {
                List<Alert> on = replay.alerts().stream()
                        .filter(alert ->
                                alert.device().equals(device.device()) && event.overlaps(alert.anomaly(), margin))
                        .toList();
                events++;
                alerted += on.isEmpty() ? 0 : 1;
                paged += on.stream().anyMatch(replay::isPaged) ? 1 : 0;
            }
        }
        double weeks = fleet.stream().mapToLong(Watched::lengthMillis).max().orElse(0) / WEEK;
        table.row(
                family.folder(),
                String.valueOf(fleet.size()),
                number(weeks, 1),
                String.valueOf(fleet.stream()
                        .mapToInt(device -> device.anomalies().size())
                        .sum()),
                String.valueOf(replay.alerts().size()),
                String.valueOf(replay.incidents()),
                String.valueOf(replay.pages()),
                number(replay.pages() / weeks, 1),
                String.valueOf(replay.withheld()),
                onEvent.values().stream().filter(hits -> hits).count() + " of " + onEvent.size(),
                String.valueOf(events),
                String.valueOf(alerted),
                String.valueOf(paged));
    }

    private static Watched watched(RowRecording recording, Product.Found found) {
        int from = recording.probation();
        long[] millis = found.rowMillis();
        long origin = millis[from];
        List<Watched.Event> events = new ArrayList<>();
        boolean[] labels = recording.labels();
        for (int i = from; i < labels.length; i++) {
            if (labels[i]) {
                int first = i;
                while (i + 1 < labels.length && labels[i + 1]) {
                    i++;
                }
                events.add(new Watched.Event(millis[first] - origin, millis[i] - origin));
            }
        }
        String device = recording.recording().name();
        List<Anomaly> anomalies = new ArrayList<>();
        for (ScoredAnomaly anomaly : found.anomalies()) {
            if (anomaly.startMillis() >= origin) {
                anomalies.add(anomaly(device + "-" + anomalies.size(), device, anomaly, origin));
            }
        }
        return new Watched(device, anomalies, events, millis[millis.length - 1] - origin);
    }

    private static Anomaly anomaly(String id, String device, ScoredAnomaly found, long origin) {
        Long end = found.endMillis();
        return new Anomaly(
                id,
                1,
                device,
                found.metric(),
                end == null ? AnomalyState.OPEN : AnomalyState.ENDED,
                found.severity(),
                found.kind().name(),
                found.startMillis() - origin,
                end == null ? null : (Long) (end - origin),
                new Anomaly.Peak(
                        found.peakMillis() - origin,
                        found.actual(),
                        found.expected(),
                        found.lower(),
                        found.upper(),
                        found.score()),
                found.samples(),
                "",
                new SourcePosition("recorded", 0, 0, 0),
                found.startMillis() - origin,
                0,
                Attributes.NONE,
                found.contributions());
    }
}
