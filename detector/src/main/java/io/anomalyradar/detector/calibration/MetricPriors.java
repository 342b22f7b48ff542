package io.anomalyradar.detector.calibration;

import io.anomalyradar.detector.numerics.Numerics;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The factor by which the thresholds of a metric's series usually come to differ from their initial values: the
 * geometric mean of the reports of mature series, an empirical Bayes estimate (Robbins, "An empirical Bayes approach to
 * statistics", 1956) for the next series.
 *
 * <p>A series that starts on day D uses the reports of days D − {@value #MEMORY} to D − {@value #SETTLED} only. A
 * reader of several streams, none more than a day ahead of another, has then seen all of these days, so the result does
 * not depend on the order in which records arrived. For the same reason sums are sums of integers, and beyond the bound
 * on metrics the first by name are kept.
 *
 * <p>At most {@value #METRICS} metrics per day and {@value #DAYS} days. Mutable, not thread-safe.
 */
public final class MetricPriors {

    /** A series reports its factor after this many samples, and again after every further this many. */
    public static final int MATURE = 4_096;

    /** The limit of the difference of a factor from 1, in either direction. */
    public static final double FARTHEST = 8;

    /** How many metrics are kept per day. */
    static final int METRICS = 10_000;

    private static final int LEAST = 8; // minimum number of reports for a known factor
    private static final int SETTLED = 2; // days
    private static final int MEMORY = 30; // days
    private static final int DAYS = MEMORY + SETTLED;
    private static final double UNIT = 1.0 / (1 << 20);

    private final NavigableMap<Long, NavigableMap<String, MetricDay>> days = new TreeMap<>();

    /** Without any reports. */
    public MetricPriors() {}

    /**
     * Records the factor of a series that has matured, or matured further.
     *
     * @param day days since 1970-01-01 UTC, by the time of arrival
     * @param factor T / T₀ of its threshold, above 0; limited to [1/{@value #FARTHEST}, {@value #FARTHEST}]
     */
    public void report(String metric, long day, double factor) {
        double log = Numerics.log(Numerics.clamp(factor, 1 / FARTHEST, FARTHEST));
        add(new MetricDay(day, metric, 1, (long) (log / UNIT)));
    }

    /** Adds the reports of others, and discards those that are then too old. */
    public void add(MetricDay added) {
        NavigableMap<String, MetricDay> metrics = days.get(added.day());
        if (metrics == null) {
            metrics = new TreeMap<>();
            days.put(added.day(), metrics);
        }
        MetricDay known = metrics.get(added.metric());
        metrics.put(added.metric(), known == null ? added : known.plus(added));
        if (metrics.size() > METRICS) {
            metrics.pollLastEntry();
        }
        days.headMap(added.day() - MEMORY, false).clear();
        if (days.size() > DAYS) {
            days.pollLastEntry();
        }
    }

    /**
     * The ratio of the initial threshold of a new series to the usual initial threshold.
     *
     * @param day the day on which it starts, as in {@link #report}
     * @return in [1, {@value #FARTHEST}]; 1 if too little is known. Never below 1: a young series errs by more than
     *     mature ones
     */
    public double factor(String metric, long day) {
        long factors = 0;
        long sum = 0;
        for (NavigableMap<String, MetricDay> metrics :
                days.subMap(day - MEMORY, true, day - SETTLED, true).values()) {
            MetricDay known = metrics.get(metric);
            if (known != null) {
                factors += known.factors();
                sum += known.sum();
            }
        }
        return factors < LEAST ? 1 : Numerics.larger(Numerics.exp(sum * UNIT / factors), 1);
    }

    /** All reports, by day and then by metric. */
    public List<MetricDay> all() {
        List<MetricDay> all = new ArrayList<>();
        for (NavigableMap<String, MetricDay> metrics : days.values()) {
            all.addAll(metrics.values());
        }
        return all;
    }
}
