package io.anomalyradar.server.alerts;

import io.anomalyradar.alerting.pattern.PatternInput;
import io.anomalyradar.alerting.pattern.Patterns;
import io.anomalyradar.history.EventFilter;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.Page;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.history.Sample;
import io.anomalyradar.history.Series;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.control.PatternStage;
import io.anomalyradar.model.event.RecordedEvent;
import io.anomalyradar.server.query.EventService;
import io.anomalyradar.server.security.DeviceView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What patterns would have read in a time: the stored events, the anomalies, and the samples of the metrics that a pattern
 * names; at most the newest {@value #MAX_EVENTS} events and {@value #MAX_SAMPLES} samples. One per question.
 */
final class PastInputs {
    static final int MAX_EVENTS = 100_000;
    static final int MAX_SAMPLES = 500_000;

    /** So short that a series of ten samples a second is answered sample by sample. */
    private static final long STEP_MILLIS = 900_000;

    private final HistoryStore store;
    private final Patterns patterns;
    private final TimeRange range;
    private final DeviceView view;
    private final List<PatternInput> inputs = new ArrayList<>();
    private boolean complete = true;

    PastInputs(HistoryStore store, Patterns patterns, TimeRange range, DeviceView view) {
        this.store = store;
        this.patterns = patterns;
        this.range = range;
        this.view = view;
    }

    /** The inputs, in no order. */
    List<PatternInput> read(List<Anomaly> anomalies) {
        if (patterns.isEmpty()) {
            return inputs;
        }
        for (Anomaly anomaly : anomalies) {
            if (!anomaly.isMatch()) {
                take(PatternInput.of(anomaly));
            }
        }
        readEvents();
        if (patterns.readSamples()) {
            readSamples();
        }
        return inputs;
    }

    /** Whether everything was read that is stored of the time. */
    boolean isComplete() {
        return complete;
    }

    private void take(PatternInput input) {
        if (!patterns.readersOf(input.kind(), input.name()).isEmpty()) {
            inputs.add(input);
        }
    }

    private void readEvents() {
        EventFilter filter = EventService.seen(EventFilter.ANY.withRange(range), view);
        if (filter == null) {
            return;
        }
        int read = 0;
        @Nullable String cursor = null;
        do {
            Page<RecordedEvent> page = store.events(filter, new PageRequest(PageRequest.MAX_LIMIT, cursor));
            page.items().forEach(event -> take(PatternInput.of(event)));
            read += page.items().size();
            cursor = page.next();
        } while (cursor != null && read < MAX_EVENTS);
        complete &= cursor == null;
    }

    private void readSamples() {
        List<SeriesName> names = new ArrayList<>();
        store.catalogue().stream().filter(each -> view.covers(each.device())).forEach(each -> each.metrics().stream()
                .filter(metric ->
                        !patterns.readersOf(PatternStage.Input.SAMPLE, metric).isEmpty())
                .forEach(metric -> names.add(new SeriesName(each.device(), metric))));
        int read = 0;
        for (long end = range.toMillis(); !names.isEmpty() && end > range.fromMillis(); end -= STEP_MILLIS) {
            if (read >= MAX_SAMPLES) {
                complete = false;
                return;
            }
            TimeRange step = new TimeRange(Math.max(range.fromMillis(), end - STEP_MILLIS), end);
            for (int from = 0; from < names.size() && read < MAX_SAMPLES; from += HistoryStore.MAX_SERIES) {
                read += readSamples(names.subList(from, Math.min(names.size(), from + HistoryStore.MAX_SERIES)), step);
            }
        }
    }

    private int readSamples(List<SeriesName> names, TimeRange step) {
        int read = 0;
        List<Series> found = store.series(names, step, HistoryStore.MAX_POINTS);
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i) instanceof Series.Raw raw) {
                for (Sample sample : raw.samples()) {
                    inputs.add(input(names.get(i), sample));
                }
                read += raw.size();
            } else {
                complete = false; // the samples are gone, or too many
            }
        }
        return read;
    }

    private static PatternInput input(SeriesName series, Sample sample) {
        long place = sample.timestampMillis() * 1_000_003 + series.metric().hashCode();
        return new PatternInput(
                PatternStage.Input.SAMPLE,
                String.format(Locale.ROOT, "%016x", place),
                series.metric(),
                series.device(),
                sample.timestampMillis(),
                sample.source(),
                sample.timestampMillis(),
                new TreeMap<>(Map.of(
                        "value", sample.value(),
                        "expected", sample.expected(),
                        "lower", sample.lower(),
                        "upper", sample.upper(),
                        "score", sample.score())));
    }
}
