package io.anomalyradar.server.causes;

import io.anomalyradar.alerting.cause.CauseSeries;
import io.anomalyradar.alerting.cause.ProbableCause.Change;
import io.anomalyradar.history.EventFilter;
import io.anomalyradar.history.HistoryQueries;
import io.anomalyradar.history.MetricSample;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.history.Series;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.model.event.RecordedEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What devices did, read from the history: the means of slots. At most {@value #OTHERS} series of a device that has
 * neither the metric of a symptom nor traffic.
 */
final class CauseHistory {
    /** Requests that a device serves. */
    static final String TRAFFIC = "requests";

    private static final int OTHERS = 4;
    private static final long[] SLOT_MILLIS = {60_000, 300_000, 3_600_000};
    /** So long after the end of a slot its samples are stored. */
    private static final long LAG_MILLIS = 15_000;

    /** Events of these types are changes that people make. */
    static final Set<String> CHANGES = Set.of(
            "deploy",
            "deployment",
            "release",
            "rollback",
            "upgrade",
            "restart",
            "change",
            "config",
            "configuration",
            "maintenance");

    private static final int MAX_CHANGES = 20;
    private static final long CHANGES_BEFORE_MILLIS = 3_600_000;
    private static final long CHANGES_AFTER_MILLIS = 120_000;

    private final HistoryQueries store;

    CauseHistory(HistoryQueries store) {
        this.store = store;
    }

    /** The shortest slots of which most have a sample of {@code symptom}. */
    Slots slots(SeriesName symptom, long startMillis, long clockMillis) {
        for (long slotMillis : SLOT_MILLIS) {
            Slots slots = Slots.around(startMillis, slotMillis, clockMillis);
            List<Series.Bucket> buckets = store.buckets(List.of(symptom), slots.range(), slotMillis)
                    .get(0)
                    .buckets();
            if (buckets.size() > Slots.USUAL / 2) {
                return slots;
            }
        }
        return Slots.around(startMillis, SLOT_MILLIS[0], clockMillis);
    }

    /** What these devices did; of those that have one of the {@code metrics}, only that and their traffic. */
    Map<String, List<CauseSeries>> series(List<String> devices, Set<String> metrics, Slots slots, long clockMillis) {
        List<SeriesName> names = new ArrayList<>();
        for (String device : devices) {
            List<String> all =
                    store.latest(device).stream().map(MetricSample::metric).toList();
            List<String> same = all.stream()
                    .filter(metric -> metrics.contains(metric) || metric.equals(TRAFFIC))
                    .toList();
            boolean isComparable = same.stream().anyMatch(metrics::contains);
            (isComparable ? same.stream() : all.stream().limit(OTHERS))
                    .forEach(metric -> names.add(new SeriesName(device, metric)));
        }
        Map<String, List<CauseSeries>> series = new HashMap<>();
        for (int from = 0; from < names.size(); from += HistoryQueries.MAX_SERIES) {
            List<SeriesName> part = names.subList(from, Math.min(names.size(), from + HistoryQueries.MAX_SERIES));
            List<Series.DownSampled> answers = store.buckets(part, slots.range(), slots.slotMillis());
            for (int i = 0; i < part.size(); i++) {
                SeriesName name = part.get(i);
                series.computeIfAbsent(name.device(), device -> new ArrayList<>())
                        .add(series(name.metric(), answers.get(i).buckets(), slots, clockMillis));
            }
        }
        return series;
    }

    /** What people changed on these devices in the hour before {@code startMillis}, the newest first. */
    List<Change> changes(List<String> devices, long startMillis) {
        TimeRange range =
                new TimeRange(Math.max(0, startMillis - CHANGES_BEFORE_MILLIS), startMillis + CHANGES_AFTER_MILLIS);
        EventFilter filter =
                EventFilter.ANY.withKeys(Set.copyOf(devices)).withTypes(CHANGES).withRange(range);
        return store.events(filter, new PageRequest(MAX_CHANGES, null)).items().stream()
                .map(RecordedEvent::event)
                .map(event -> new Change(event.key(), event.type(), event.timestampMillis()))
                .toList();
    }

    private static CauseSeries series(String metric, List<Series.Bucket> buckets, Slots slots, long clockMillis) {
        double[] values = new double[Slots.USUAL + slots.now()];
        Arrays.fill(values, Double.NaN);
        for (Series.Bucket bucket : buckets) {
            int index = slots.index(bucket.startMillis());
            if (index >= 0 && index < values.length) {
                values[index] = bucket.average();
            }
        }
        double[] now = Arrays.copyOfRange(values, Slots.USUAL, values.length);
        for (int i = slots.ended(clockMillis - LAG_MILLIS); i < now.length; i++) {
            if (Double.isNaN(now[i])) { // its samples may be on their way
                now[i] = i == 0 ? values[Slots.USUAL - 1] : now[i - 1];
            }
        }
        return new CauseSeries(metric, Arrays.copyOf(values, Slots.USUAL), now);
    }
}
