package io.anomalyradar.detector.calibration;

import io.anomalyradar.detector.numerics.Numerics;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * By which factor the thresholds of a metric's series usually come to differ from where they began: the geometric mean of what mature series have told, an
 * empirical Bayes estimate (Robbins, "An empirical Bayes approach to statistics", 1956) of where the next one is heading.
 *
 * <p>A series that begins on day D is told of days D − {@value #MEMORY} to D − {@value #SETTLED} only. Whoever reads several streams, none more than a day
 * ahead of another, has then seen all of these days, so that the answer is the same in whatever order their records came. Sums are in whole numbers, and
 * beyond the bound on metrics the first by name stay, for the same reason.
 *
 * <p>At most {@value #METRICS} metrics a day and {@value #DAYS} days. Mutable, not thread-safe.
 */
public final class MetricPriors {

    /** A series tells its factor when it has seen so many samples, and each time it has seen as many again. */
    public static final int MATURE = 4_096;

    /** How far a factor counts as differing from 1, either way. */
    public static final double FARTHEST = 8;

    /** How many metrics are kept of a day. */
    static final int METRICS = 10_000;

    private static final int LEAST = 8; // told at least so often, or it is not known
    private static final int SETTLED = 2; // days
    private static final int MEMORY = 30; // days
    private static final int DAYS = MEMORY + SETTLED;
    private static final double UNIT = 1.0 / (1 << 20);

    private final NavigableMap<Long, NavigableMap<String, MetricDay>> days = new TreeMap<>();

    /** Nothing is known. */
    public MetricPriors() {}

    /**
     * A series has matured, or has matured further.
     *
     * @param day days since 1970-01-01 UTC, by the time of arrival
     * @param factor T / T₀ of its threshold, above 0; cut to [1/{@value #FARTHEST}, {@value #FARTHEST}]
     */
    public void tell(String metric, long day, double factor) {
        double log = Numerics.log(Numerics.clamp(factor, 1 / FARTHEST, FARTHEST));
        add(new MetricDay(day, metric, 1, (long) (log / UNIT)));
    }

    /** Adds what others were told, and forgets what is too old by then. */
    public void add(MetricDay told) {
        NavigableMap<String, MetricDay> metrics = days.get(told.day());
        if (metrics == null) {
            metrics = new TreeMap<>();
            days.put(told.day(), metrics);
        }
        MetricDay known = metrics.get(told.metric());
        metrics.put(told.metric(), known == null ? told : known.plus(told));
        if (metrics.size() > METRICS) {
            metrics.pollLastEntry();
        }
        days.headMap(told.day() - MEMORY, false).clear();
        if (days.size() > DAYS) {
            days.pollLastEntry();
        }
    }

    /**
     * Where the threshold of a series that begins should begin, as a part of where it usually does.
     *
     * @param day when it begins, as in {@link #tell}
     * @return in [1, {@value #FARTHEST}]; 1 where too little is known. Never less: a young series errs by more than those that have told
     */
    public double factor(String metric, long day) {
        long told = 0;
        long sum = 0;
        for (NavigableMap<String, MetricDay> metrics :
                days.subMap(day - MEMORY, true, day - SETTLED, true).values()) {
            MetricDay known = metrics.get(metric);
            if (known != null) {
                told += known.told();
                sum += known.sum();
            }
        }
        return told < LEAST ? 1 : Numerics.larger(Numerics.exp(sum * UNIT / told), 1);
    }

    /** All that is known, by day and then by metric. */
    public List<MetricDay> all() {
        List<MetricDay> all = new ArrayList<>();
        for (NavigableMap<String, MetricDay> metrics : days.values()) {
            all.addAll(metrics.values());
        }
        return all;
    }
}
