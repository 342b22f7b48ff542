package io.anomalyradar.detector.aggregate;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.codec.ByteReader;
import io.anomalyradar.detector.codec.ByteWriter;

/**
 * The samples of one window so far, summed up. Panes of consecutive stretches of time merge into one of all their
 * samples.
 */
final class Pane {
    private long startMillis;
    private final QuantileSketch sketch; // holds count, minimum and maximum too
    private final ExactSum sum = new ExactSum();
    private final Line line = new Line();
    private double worst;
    private int warmUps;
    private int unusual;
    private int alarms;
    private int judged;
    private final ExactSum expected = new ExactSum();
    private double lower;
    private double upper;

    Pane() {
        this(new QuantileSketch());
        restart(0);
    }

    private Pane(QuantileSketch sketch) {
        this.sketch = sketch;
    }

    Pane copy() {
        Pane copy = new Pane(sketch.copy());
        copy.startMillis = startMillis;
        copy.sum.copyFrom(sum);
        copy.line.copyFrom(line);
        copy.worst = worst;
        copy.warmUps = warmUps;
        copy.unusual = unusual;
        copy.alarms = alarms;
        copy.judged = judged;
        copy.expected.copyFrom(expected);
        copy.lower = lower;
        copy.upper = upper;
        return copy;
    }

    boolean isEmpty() {
        return sketch.count() == 0;
    }

    long startMillis() {
        return startMillis;
    }

    /** Empties it for another stretch of time. */
    void restart(long startMillis) {
        this.startMillis = startMillis;
        sketch.clear();
        sum.clear();
        line.clear();
        worst = 0;
        warmUps = 0;
        unusual = 0;
        alarms = 0;
        judged = 0;
        expected.clear();
        lower = Double.POSITIVE_INFINITY;
        upper = Double.NEGATIVE_INFINITY;
    }

    void add(WindowSample sample) {
        if (isEmpty()) {
            line.start(sample.timestampMillis(), sample.value());
        }
        sketch.add(sample.value());
        sum.add(sample.value());
        line.add(sample.timestampMillis(), sample.value());
        worst = Math.max(worst, sample.score());
        if (sample.status() != SampleStatus.NORMAL) {
            count(sample.status());
        }
        if (!Double.isNaN(sample.expected())) {
            judged++;
            expected.add(sample.expected());
            lower = Math.min(lower, sample.lower());
            upper = Math.max(upper, sample.upper());
        }
    }

    private void count(SampleStatus status) {
        switch (status) {
            case WARM_UP -> warmUps++;
            case UNUSUAL -> unusual++;
            case ALARM -> alarms++;
            case NORMAL, LATE -> {}
        }
    }

    /** Adds the samples of {@code later}, which is not empty. */
    void merge(Pane later) {
        if (isEmpty()) {
            line.copyFrom(later.line);
        } else {
            line.merge(later.line, later.sketch.count());
        }
        sketch.merge(later.sketch);
        sum.add(later.sum);
        worst = Math.max(worst, later.worst);
        warmUps += later.warmUps;
        unusual += later.unusual;
        alarms += later.alarms;
        judged += later.judged;
        expected.add(later.expected);
        lower = Math.min(lower, later.lower);
        upper = Math.max(upper, later.upper);
    }

    WindowResult result(long sizeMillis) {
        int count = sketch.count();
        WindowStatistics.Band band = judged == 0
                ? WindowStatistics.Band.NONE
                : new WindowStatistics.Band(judged, expected.rounded(), lower, upper);
        return new WindowResult(
                startMillis,
                sizeMillis,
                new WindowStatistics(
                        count,
                        sum.rounded(),
                        sketch.min(),
                        sketch.max(),
                        line.deviation(count),
                        sketch.quantile(0.99),
                        new WindowStatistics.Scores(worst, warmUps, unusual, alarms),
                        band,
                        line.trend(count)));
    }

    void writeTo(ByteWriter out) {
        out.writeLong(startMillis);
        sketch.writeTo(out);
        if (isEmpty()) {
            return;
        }
        sum.writeTo(out);
        line.writeTo(out);
        out.writeDouble(worst);
        out.writeCount(warmUps);
        out.writeCount(unusual);
        out.writeCount(alarms);
        out.writeCount(judged);
        expected.writeTo(out);
        out.writeDouble(lower);
        out.writeDouble(upper);
    }

    static Pane readFrom(ByteReader in) {
        long startMillis = in.readLong();
        Pane pane = new Pane(QuantileSketch.readFrom(in));
        int count = pane.sketch.count();
        if (count == 0) {
            pane.restart(startMillis);
            return pane;
        }
        pane.startMillis = startMillis;
        pane.sum.readFrom(in);
        pane.line.readFrom(in);
        pane.worst = in.readDouble();
        pane.warmUps = in.readCount("samples of the warm-up", count);
        pane.unusual = in.readCount("unusual samples", count);
        pane.alarms = in.readCount("samples in alarm", count);
        pane.judged = in.readCount("judged samples", count);
        pane.expected.readFrom(in);
        pane.lower = in.readDouble();
        pane.upper = in.readDouble();
        return pane;
    }
}
