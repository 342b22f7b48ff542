package io.anomalyradar.model.settings;

import static io.anomalyradar.detector.DetectorConfig.DEFAULT;
import static io.anomalyradar.model.settings.ValueType.constant;
import static io.anomalyradar.model.settings.ValueType.decimal;
import static io.anomalyradar.model.settings.ValueType.flag;
import static io.anomalyradar.model.settings.ValueType.integer;
import static io.anomalyradar.model.settings.ValueType.shown;
import static io.anomalyradar.model.settings.ValueType.wholeNumber;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.Method;
import io.anomalyradar.detector.alarm.Relevance.Direction;
import io.anomalyradar.detector.calibration.BudgetConfig;
import io.anomalyradar.detector.calibration.BudgetConfig.Scope;
import io.anomalyradar.detector.method.PredictiveConfig;
import io.anomalyradar.detector.method.ZScoreConfig;
import java.util.List;
import java.util.stream.Stream;

/** The keys of the detector: when a sample is unusual, and when an anomaly is emitted. */
public final class DetectorSettings {
    private static final ConfigKey<Method> METHOD = ConfigKey.of(
            "detector.method",
            constant(Method.class),
            "predictive",
            "The detector: the predictive one, which needs no tuning, or a single detector, whose settings are listed under its name (docs/detectors.md).");
    private static final ConfigKey<Integer> WINDOW = ConfigKey.of(
            "detector.window",
            integer(8, DetectorConfig.MAX_WINDOW),
            shown(DEFAULT.window()),
            "Number of recent samples from which the baseline is computed; only for the methods zscore, robust-zscore, moving-average and trend.");
    private static final ConfigKey<Integer> WARM_UP = ConfigKey.of(
            "detector.warm-up",
            integer(2, DetectorConfig.MAX_WINDOW),
            shown(DEFAULT.warmUp()),
            "Number of samples that a series learns from before any is scored; at most the window.");
    private static final ConfigKey<Double> SPIKE_THRESHOLD = ConfigKey.of(
            "detector.zscore.spike-threshold",
            decimal(1, 1_000),
            shown(ZScoreConfig.DEFAULT.spikeThreshold()),
            "Distance from the expected value at which a sample is unusual, in standard deviations: half the width of the band.");
    private static final ConfigKey<Double> DRIFT_ALLOWANCE = ConfigKey.of(
            "detector.zscore.drift-allowance",
            decimal(0.001, 10),
            shown(ZScoreConfig.DEFAULT.driftAllowance()),
            "A lasting deviation smaller than this is not drift, in standard deviations.");
    private static final ConfigKey<Double> DRIFT_THRESHOLD = ConfigKey.of(
            "detector.zscore.drift-threshold",
            decimal(1, 1_000),
            shown(ZScoreConfig.DEFAULT.driftThreshold()),
            "Accumulated deviation beyond the allowance at which a sample is unusual, in standard deviations.");
    private static final ConfigKey<Double> CONSTANT_TOLERANCE = ConfigKey.of(
            "detector.zscore.constant-tolerance",
            decimal(0, 1),
            shown(ZScoreConfig.DEFAULT.constantTolerance()),
            "Standard deviation assumed for a signal that hardly ever changes, as a fraction of its mean's magnitude.");
    private static final ConfigKey<Integer> ADAPT_AFTER = ConfigKey.of(
            "detector.zscore.adapt-after",
            integer(1, Integer.MAX_VALUE),
            shown(ZScoreConfig.DEFAULT.adaptAfter()),
            "A new level is learnt as normal once unusual samples outnumber usual ones by this many.");
    private static final ConfigKey<Double> LEAST_SCORE = ConfigKey.of(
            "detector.predictive.least-score",
            decimal(1, 100),
            shown(PredictiveConfig.DEFAULT.leastScore()),
            "No sample is unusual below this score, -log10 of its probability. Usually the threshold is higher: it follows from the budget and the sampling interval.");
    private static final ConfigKey<Integer> UNUSUAL = ConfigKey.of(
            "detector.alarm.unusual",
            integer(1, 30),
            shown(DEFAULT.alarm().unusual()),
            "Number of unusual samples that open an anomaly.");
    private static final ConfigKey<Integer> EVALUATIONS = ConfigKey.of(
            "detector.alarm.evaluations",
            integer(1, 30),
            shown(DEFAULT.alarm().evaluations()),
            "Number of recent samples among which the unusual ones are counted.");
    private static final ConfigKey<Integer> END_AFTER = ConfigKey.of(
            "detector.alarm.end-after",
            integer(1, Integer.MAX_VALUE),
            shown(DEFAULT.alarm().endAfter()),
            "Number of consecutive usual samples that close an anomaly.");
    private static final ConfigKey<Double> CRITICAL_SCORE = ConfigKey.of(
            "detector.alarm.critical-score",
            decimal(0.001, 1e9),
            shown(DEFAULT.alarm().criticalScore()),
            "Peak score from which an anomaly is critical: 9 is a probability of 10^-9. If twice the series' threshold is higher, that is used instead.");
    private static final ConfigKey<Double> GROWTH_FACTOR = ConfigKey.of(
            "detector.alarm.growth-factor",
            decimal(1.1, 1e6),
            shown(DEFAULT.alarm().growthFactor()),
            "An open anomaly is emitted again, or a new one within the hold-off, when its score is this many times the score emitted last.");
    private static final ConfigKey<Integer> SHIFT_AFTER = ConfigKey.of(
            "detector.alarm.shift-after",
            integer(1, Integer.MAX_VALUE),
            shown(DEFAULT.alarm().shiftAfter()),
            "Number of consecutive samples beyond the same side of the band that make an anomaly a level shift.");

    private static final ConfigKey<Long> HOLD_OFF_MILLIS = ConfigKey.of(
            "detector.alarm.hold-off.millis",
            wholeNumber(0),
            Long.toString(DEFAULT.alarm().holdOff().millis()),
            "How long an anomaly suppresses later ones of its series that are not notably worse, in milliseconds.");
    private static final ConfigKey<Integer> HOLD_OFF_LEAST = ConfigKey.of(
            "detector.alarm.hold-off.least",
            integer(0, Integer.MAX_VALUE),
            shown(DEFAULT.alarm().holdOff().least()),
            "The hold-off lasts for at least this many samples, however far apart they are.");
    private static final ConfigKey<Integer> HOLD_OFF_MOST = ConfigKey.of(
            "detector.alarm.hold-off.most",
            integer(0, Integer.MAX_VALUE),
            shown(DEFAULT.alarm().holdOff().most()),
            "The hold-off lasts for at most this many samples, however close they are; 0 turns it off.");

    private static final ConfigKey<Direction> DIRECTION = ConfigKey.of(
            "detector.alarm.relevance.direction",
            constant(Direction.class),
            "both",
            "Side of the expected value on which anomalies are emitted. Anomalies without a side (flat line, gap, shape, scatter, oscillation) are always emitted.");
    private static final ConfigKey<Double> LEAST_DEVIATION = ConfigKey.of(
            "detector.alarm.relevance.least-deviation",
            decimal(0, 1e75),
            shown(DEFAULT.alarm().relevance().leastDeviation()),
            "Least distance from the expected value for an anomaly to be emitted, in the metric's unit.");
    private static final ConfigKey<Double> LEAST_PERCENT = ConfigKey.of(
            "detector.alarm.relevance.least-percent",
            decimal(0, 1e75),
            shown(DEFAULT.alarm().relevance().leastPercent()),
            "The same distance in percent of the expected value's magnitude; the larger of the two applies.");
    private static final ConfigKey<Long> LEAST_MILLIS = ConfigKey.of(
            "detector.alarm.relevance.least-millis",
            wholeNumber(0),
            Long.toString(DEFAULT.alarm().relevance().leastMillis()),
            "Least duration of an anomaly before it is emitted, in milliseconds; one that ends earlier is never emitted.");

    private static final ConfigKey<Double> ALARMS_PER_WEEK = ConfigKey.of(
            "detector.budget.alarms-per-week",
            decimal(0, 1e6),
            shown(DEFAULT.budget().alarmsPerWeek()),
            "Number of anomalies to emit per week: the threshold adapts until about that many are emitted, the most unusual ones. 0 sets no target:"
                    + " every anomaly that reaches the threshold of detector.method is emitted, but at most "
                    + shown(BudgetConfig.CEILING)
                    + " a week and series. A device whose metrics are judged together counts as one series more.");
    private static final ConfigKey<Scope> SCOPE = ConfigKey.of(
            "detector.budget.scope",
            constant(Scope.class),
            "series",
            "What the budget applies to: each series on its own, all series of a device together, or the whole fleet.");
    private static final ConfigKey<Integer> FLEET_SERIES = ConfigKey.of(
            "detector.budget.fleet-series",
            integer(1, Integer.MAX_VALUE),
            shown(DEFAULT.budget().fleetSeries()),
            "Number of series in the fleet; only for detector.budget.scope fleet.");
    private static final ConfigKey<Boolean> PRIOR = ConfigKey.of(
            "detector.budget.prior",
            flag(),
            Boolean.toString(DEFAULT.budget().prior()),
            "Whether a new series starts with the threshold that the same metric of other devices had reached two days before.");

    private static final List<ConfigKey<?>> OWN = List.of(
            METHOD,
            WINDOW,
            WARM_UP,
            SPIKE_THRESHOLD,
            DRIFT_ALLOWANCE,
            DRIFT_THRESHOLD,
            CONSTANT_TOLERANCE,
            ADAPT_AFTER,
            LEAST_SCORE,
            UNUSUAL,
            EVALUATIONS,
            END_AFTER,
            CRITICAL_SCORE,
            GROWTH_FACTOR,
            SHIFT_AFTER,
            HOLD_OFF_MILLIS,
            HOLD_OFF_LEAST,
            HOLD_OFF_MOST,
            DIRECTION,
            LEAST_DEVIATION,
            LEAST_PERCENT,
            LEAST_MILLIS,
            ALARMS_PER_WEEK,
            SCOPE,
            FLEET_SERIES,
            PRIOR);

    /** The methods' own keys come before those of the alarm policy. */
    public static final List<ConfigKey<?>> KEYS = Stream.of(
                    OWN.subList(0, OWN.indexOf(UNUSUAL)),
                    MethodSettings.KEYS,
                    OWN.subList(OWN.indexOf(UNUSUAL), OWN.size()))
            .<ConfigKey<?>>flatMap(List::stream)
            .toList();

    private DetectorSettings() {}
}
