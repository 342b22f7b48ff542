package io.anomalyradar.server.capsules;

import io.anomalyradar.bus.control.ControlState;
import io.anomalyradar.detector.SeriesStateCodec;
import io.anomalyradar.history.HistoryQueries;
import io.anomalyradar.history.Sample;
import io.anomalyradar.history.Series;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.capsule.Capsule;
import io.anomalyradar.model.capsule.CapsuleSample;
import io.anomalyradar.model.capsule.CapsuleStart;
import io.anomalyradar.model.control.AlertRuleJson;
import java.io.IOException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the capsule of an alert from log, history and configuration. Thread-safe. */
public final class CapsuleAssembly {
    /** After its last unusual sample an anomaly needs some usual ones to end. */
    private static final long MARGIN_MILLIS = 900_000;

    private final CapsuleLog log;
    private final HistoryQueries store;
    private final Supplier<ControlState> control;
    private final String release;
    private final Clock clock;

    public CapsuleAssembly(
            CapsuleLog log, HistoryQueries store, Supplier<ControlState> control, String release, Clock clock) {
        this.log = log;
        this.store = store;
        this.control = control;
        this.release = release;
        this.clock = clock;
    }

    /** What an anomaly began with, or why that is not known. */
    private record Beginning(@Nullable CapsuleStart start, String missing) {}

    /** What a capsule has of the series. */
    private record Slice(List<CapsuleSample> samples, String missing) {}

    /**
     * The capsule of {@code alert}.
     *
     * @throws IOException if the record in the log is damaged
     */
    Capsule of(Alert alert) throws IOException {
        Anomaly anomaly = alert.anomaly();
        Beginning beginning = beginning(anomaly);
        long from = beginning.start() == null
                ? anomaly.startMillis()
                : beginning.start().timestampMillis();
        Slice slice = anomaly.isMatch() || anomaly.isOfDevice() ? new Slice(List.of(), "") : slice(anomaly, from);
        return new Capsule(
                release,
                SeriesStateCodec.VERSION,
                alert,
                rule(alert),
                control.get().devices().placementAt(alert.device(), clock.millis()),
                beginning.start(),
                beginning.missing().isEmpty() ? slice.missing() : beginning.missing(),
                slice.samples());
    }

    private Beginning beginning(Anomaly anomaly) throws IOException {
        if (anomaly.isMatch()) {
            return new Beginning(null, "a pattern found it, not a detector: its text has the inputs");
        }
        if (anomaly.isNoData()) {
            return new Beginning(null, "it is the silence of a device: no sample led to it");
        }
        if (anomaly.isOfDevice()) {
            return new Beginning(
                    null, "it is of the metrics of a device together: of them the job keeps no earlier state");
        }
        Optional<CapsuleStart> start = log.read(anomaly.id());
        return new Beginning(
                start.orElse(null),
                start.isPresent()
                        ? ""
                        : "the state is not in the log: the job was restarted between the first unusual sample and the"
                                + " anomaly, or the record is older than radar.capsules retains");
    }

    private Slice slice(Anomaly anomaly, long from) {
        Long end = anomaly.endMillis();
        long last = end == null ? anomaly.peak().timestampMillis() : end;
        long until = Math.max(from + 1, end == null ? clock.millis() : end + MARGIN_MILLIS);
        long to = Math.min(until, from + HistoryQueries.RAW_MILLIS);
        while (true) {
            Series series =
                    store.series(anomaly.device(), anomaly.metric(), new TimeRange(from, to), Capsule.MAX_SAMPLES);
            String missing = to > last
                    ? ""
                    : "the samples end before the anomaly does: a capsule has at most a day and " + Capsule.MAX_SAMPLES
                            + " of them";
            if (series instanceof Series.Raw raw) {
                return raw.samples().isEmpty()
                        ? new Slice(List.of(), "the history does not have the samples any more")
                        : new Slice(samples(raw.samples()), missing);
            }
            if (to - from < 2) {
                return new Slice(List.of(), "there are too many samples of one time");
            }
            to = from + (to - from) / 2;
        }
    }

    /** In the order in which they were scored: by time, and of equal times by arrival. */
    private static List<CapsuleSample> samples(List<Sample> stored) {
        return stored.stream()
                .sorted(Comparator.comparingLong(Sample::timestampMillis)
                        .thenComparingLong(sample -> sample.source().offset()))
                .map(sample -> new CapsuleSample(
                        sample.timestampMillis(),
                        sample.value(),
                        sample.expected(),
                        sample.lower(),
                        sample.upper(),
                        sample.score(),
                        sample.status(),
                        sample.configVersion()))
                .toList();
    }

    /** The rule as it is now; empty: it is gone, or it is a pattern. */
    private String rule(Alert alert) {
        return control.get().config().alerting().rules().stream()
                .filter(rule -> rule.id().equals(alert.rule()))
                .findFirst()
                .map(AlertRuleJson::encode)
                .orElse("");
    }
}
