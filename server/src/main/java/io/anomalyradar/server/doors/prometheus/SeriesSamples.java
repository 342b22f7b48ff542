package io.anomalyradar.server.doors.prometheus;

import io.anomalyradar.bus.FrameBatch;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.telemetry.SampleKind;
import io.anomalyradar.model.wire.ProtoReader;
import io.anomalyradar.server.doors.labels.CounterNames;
import io.anomalyradar.server.doors.labels.FrameGroups;
import io.anomalyradar.server.doors.labels.MappedSeries;
import io.anomalyradar.server.doors.labels.SenderLabels;
import io.anomalyradar.server.doors.labels.SeriesNaming;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The series of one request, in either version: labels, samples and native histograms of the current one, and the
 * frames of all. Samples that are not finite are no values to Prometheus (a stale marker, a quantile of nothing), so
 * they are left out. One instance a request.
 */
final class SeriesSamples {
    private final SeriesNaming naming;
    private final CounterNames counters;
    private final FrameGroups groups = new FrameGroups();
    private final List<NativeHistogram> histograms = new ArrayList<>();
    private final SenderLabels labels = new SenderLabels();
    private double[] values = new double[16];
    private long[] times = new long[16];
    private int size;
    private int samplesTaken;
    private int histogramsTaken;
    private int leftOut;
    private int added;

    SeriesSamples(SeriesNaming naming, CounterNames counters) {
        this.naming = naming;
        this.counters = counters;
    }

    /** The labels of the current series, to be filled. */
    SenderLabels labels() {
        return labels;
    }

    /** Starts the next series. */
    void begin() {
        labels.clear();
        histograms.clear();
        size = 0;
    }

    /** A sample of the current series. */
    void sample(ProtoReader reader) throws IOException {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
            times = Arrays.copyOf(times, size * 2);
        }
        values[size] = 0;
        times[size] = 0;
        reader.embedded(this::sampleField);
        size++;
    }

    private void sampleField(int field, ProtoReader reader) throws IOException {
        switch (field) {
            case 1 -> values[size] = reader.float64();
            case 2 -> times[size] = reader.int64();
            default -> reader.skip();
        }
    }

    /** A native histogram of the current series. */
    void histogram(ProtoReader reader) throws IOException {
        histograms.add(reader.message(NativeHistogram::read));
    }

    /**
     * The current series is complete.
     *
     * @param stated what the sender says that the series is; null: nothing
     */
    void end(FrameBatch batch, @Nullable SampleKind stated) {
        String metric = labels.value("__name__");
        String fault = labels.fault() == null && metric == null ? "a series has no label __name__" : labels.fault();
        if (fault != null || metric == null) {
            batch.refuse(RefusalCode.INVALID_NAME, fault + ": mend what sends it");
            return;
        }
        MappedSeries series = naming.of(metric, labels);
        SampleKind kind = stated == null ? counters.kind(metric) : stated;
        for (int i = 0; i < size; i++) {
            add(series, times[i], values[i], kind);
        }
        samplesTaken += size;
        if (!histograms.isEmpty()) {
            addHistograms(series);
        }
    }

    private void addHistograms(MappedSeries series) {
        MappedSeries count = series.with("_count");
        MappedSeries sum = series.with("_sum");
        for (NativeHistogram histogram : histograms) {
            SampleKind kind = histogram.gauge() ? SampleKind.GAUGE : SampleKind.COUNTER;
            add(count, histogram.timestampMillis(), histogram.count(), kind);
            add(sum, histogram.timestampMillis(), histogram.sum(), kind);
        }
        histogramsTaken += histograms.size();
    }

    private void add(MappedSeries series, long time, double value, SampleKind kind) {
        if (Double.isFinite(value)) {
            groups.add(series, time, value, kind);
            added++;
        } else {
            leftOut++;
        }
    }

    /** All series were read. */
    void emitTo(FrameBatch batch) {
        groups.emitTo(batch);
        batch.leaveOut(leftOut);
    }

    /**
     * How much of the request is written, where {@code accepted} samples of its frames were: what is missing counts as
     * samples first.
     */
    Written written(int accepted) {
        int missing = added - accepted;
        int samples = Math.max(0, samplesTaken - missing);
        int histograms = Math.max(0, histogramsTaken - Math.max(0, missing - samplesTaken));
        return new Written(samples, histograms);
    }

    /** What a response of remote write 2.0 states. */
    record Written(int samples, int histograms) {}
}
