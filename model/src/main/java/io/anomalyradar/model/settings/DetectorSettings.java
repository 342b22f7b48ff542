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
import io.anomalyradar.detector.method.EnsembleConfig;
import io.anomalyradar.detector.method.ZScoreConfig;
import java.util.List;
import java.util.stream.Stream;

/** The keys of the detector: when a sample is unusual, and when an anomaly is emitted. */
public final class DetectorSettings {
    private static final ConfigKey<Method> METHOD = ConfigKey.of(
            "detector.method",
            constant(Method.class),
            "ensemble",
            "How samples are judged: by the ensemble, which needs no tuning, or by one detector, whose settings are under its name (docs/detectors.md).");
    private static final ConfigKey<Integer> WINDOW = ConfigKey.of(
            "detector.window",
            integer(8, DetectorConfig.MAX_WINDOW),
            shown(DEFAULT.window()),
            "How many newest samples of a series say what is normal; only for the methods zscore, robust-zscore, moving-average and trend.");
    private static final ConfigKey<Integer> WARM_UP = ConfigKey.of(
            "detector.warm-up",
            integer(2, DetectorConfig.MAX_WINDOW),
            shown(DEFAULT.warmUp()),
            "How many samples of a series are learnt before any is scored; at most the window.");
    private static final ConfigKey<Double> SPIKE_THRESHOLD = ConfigKey.of(
            "detector.zscore.spike-threshold",
            decimal(1, 1_000),
            shown(ZScoreConfig.DEFAULT.spikeThreshold()),
            "Distance from the expected value at which a sample is unusual, in sigmas: half the width of the band.");
    private static final ConfigKey<Double> DRIFT_ALLOWANCE = ConfigKey.of(
            "detector.zscore.drift-allowance",
            decimal(0.001, 10),
            shown(ZScoreConfig.DEFAULT.driftAllowance()),
            "A lasting deviation smaller than this is no drift, in sigmas.");
    private static final ConfigKey<Double> DRIFT_THRESHOLD = ConfigKey.of(
            "detector.zscore.drift-threshold",
            decimal(1, 1_000),
            shown(ZScoreConfig.DEFAULT.driftThreshold()),
            "Accumulated deviation beyond the allowance at which a sample is unusual, in sigmas.");
    private static final ConfigKey<Double> CONSTANT_TOLERANCE = ConfigKey.of(
            "detector.zscore.constant-tolerance",
            decimal(0, 1),
            shown(ZScoreConfig.DEFAULT.constantTolerance()),
            "Sigma of a signal that hardly ever changes, as a part of the size of its mean.");
    private static final ConfigKey<Integer> ADAPT_AFTER = ConfigKey.of(
            "detector.zscore.adapt-after",
            integer(1, Integer.MAX_VALUE),
            shown(ZScoreConfig.DEFAULT.adaptAfter()),
            "How many more unusual than usual samples there must be until the unusual is learnt as normal.");
    private static final ConfigKey<Double> THRESHOLD = ConfigKey.of(
            "detector.ensemble.threshold",
            decimal(1, 100),
            shown(EnsembleConfig.DEFAULT.threshold()),
            "Score from which a sample is unusual: one more is ten times fewer false alarms.");
    private static final ConfigKey<Double> SEASONAL_WEIGHT = weight(
            "seasonal",
            EnsembleConfig.DEFAULT.seasonalWeight(),
            "the difference from what is usual at this hour of the day");
    private static final ConfigKey<Double> LEVEL_WEIGHT =
            weight("level", EnsembleConfig.DEFAULT.levelWeight(), "the running mean");
    private static final ConfigKey<Double> SUSTAINED_WEIGHT =
            weight("sustained", EnsembleConfig.DEFAULT.sustainedWeight(), "several samples in a row");
    private static final ConfigKey<Double> SHAPE_WEIGHT =
            weight("shape", EnsembleConfig.DEFAULT.shapeWeight(), "the shape of the newest samples");
    private static final ConfigKey<Double> FLAT_LINE_WEIGHT =
            weight("flat-line", EnsembleConfig.DEFAULT.flatLineWeight(), "a run of equal samples");
    private static final ConfigKey<Integer> UNUSUAL = ConfigKey.of(
            "detector.alarm.unusual",
            integer(1, 30),
            shown(DEFAULT.alarm().unusual()),
            "How many unusual samples open an anomaly.");
    private static final ConfigKey<Integer> EVALUATIONS = ConfigKey.of(
            "detector.alarm.evaluations",
            integer(1, 30),
            shown(DEFAULT.alarm().evaluations()),
            "Among how many newest samples those are counted.");
    private static final ConfigKey<Integer> END_AFTER = ConfigKey.of(
            "detector.alarm.end-after",
            integer(1, Integer.MAX_VALUE),
            shown(DEFAULT.alarm().endAfter()),
            "How many usual samples in a row end an anomaly.");
    private static final ConfigKey<Double> CRITICAL_SCORE = ConfigKey.of(
            "detector.alarm.critical-score",
            decimal(0.001, 1e9),
            shown(DEFAULT.alarm().criticalScore()),
            "Peak score from which an anomaly is critical: 9 is one chance in 10^9. Twice the series' threshold where that is more.");
    private static final ConfigKey<Double> GROWTH_FACTOR = ConfigKey.of(
            "detector.alarm.growth-factor",
            decimal(1.1, 1e6),
            shown(DEFAULT.alarm().growthFactor()),
            "An anomaly is told again, or another within the hold-off, when its score is this many times the one told last.");
    private static final ConfigKey<Integer> SHIFT_AFTER = ConfigKey.of(
            "detector.alarm.shift-after",
            integer(1, Integer.MAX_VALUE),
            shown(DEFAULT.alarm().shiftAfter()),
            "How many samples in a row beyond the same side of the band make it a level shift.");

    private static final ConfigKey<Long> HOLD_OFF_MILLIS = ConfigKey.of(
            "detector.alarm.hold-off.millis",
            wholeNumber(0),
            Long.toString(DEFAULT.alarm().holdOff().millis()),
            "How long an alarm keeps others of its series away that are not notably worse, in milliseconds.");
    private static final ConfigKey<Integer> HOLD_OFF_LEAST = ConfigKey.of(
            "detector.alarm.hold-off.least",
            integer(0, Integer.MAX_VALUE),
            shown(DEFAULT.alarm().holdOff().least()),
            "The same for at least this many samples, however far apart.");
    private static final ConfigKey<Integer> HOLD_OFF_MOST = ConfigKey.of(
            "detector.alarm.hold-off.most",
            integer(0, Integer.MAX_VALUE),
            shown(DEFAULT.alarm().holdOff().most()),
            "The same for at most this many samples, however close; 0 is no hold-off.");

    private static final ConfigKey<Direction> DIRECTION = ConfigKey.of(
            "detector.alarm.relevance.direction",
            constant(Direction.class),
            "both",
            "On which side of what was expected an anomaly is told; one without a side (flat line, gap, shape, scatter, oscillation) in any case.");
    private static final ConfigKey<Double> LEAST_DEVIATION = ConfigKey.of(
            "detector.alarm.relevance.least-deviation",
            decimal(0, 1e75),
            shown(DEFAULT.alarm().relevance().leastDeviation()),
            "How far a sample must be from what was expected to be told, in the unit of the metric.");
    private static final ConfigKey<Double> LEAST_PERCENT = ConfigKey.of(
            "detector.alarm.relevance.least-percent",
            decimal(0, 1e75),
            shown(DEFAULT.alarm().relevance().leastPercent()),
            "The same in percent of the size of what was expected; the larger of the two counts.");
    private static final ConfigKey<Long> LEAST_MILLIS = ConfigKey.of(
            "detector.alarm.relevance.least-millis",
            wholeNumber(0),
            Long.toString(DEFAULT.alarm().relevance().leastMillis()),
            "For how long an anomaly must have lasted until it is told, in milliseconds; one that ends before never is.");

    private static final ConfigKey<Double> ALARMS_PER_WEEK = ConfigKey.of(
            "detector.budget.alarms-per-week",
            decimal(0, 1e6),
            shown(DEFAULT.budget().alarmsPerWeek()),
            "How many anomalies are to be told in a week: the threshold rises and falls until that many are, the most unusual ones. 0 asks for no"
                    + " number: all that reach the threshold of detector.method, but no more than "
                    + shown(BudgetConfig.CEILING)
                    + " a week and series. A device whose metrics are judged together counts as one series more.");
    private static final ConfigKey<Scope> SCOPE = ConfigKey.of(
            "detector.budget.scope",
            constant(Scope.class),
            "series",
            "Whose anomalies that number counts: each series has it for itself, or those of a device or of the whole fleet share it.");
    private static final ConfigKey<Integer> FLEET_SERIES = ConfigKey.of(
            "detector.budget.fleet-series",
            integer(1, Integer.MAX_VALUE),
            shown(DEFAULT.budget().fleetSeries()),
            "How many series the fleet has; only for detector.budget.scope fleet.");
    private static final ConfigKey<Boolean> PRIOR = ConfigKey.of(
            "detector.budget.prior",
            flag(),
            Boolean.toString(DEFAULT.budget().prior()),
            "Whether a new series begins with the threshold that series of the same metric, of other devices, have come to until two days before.");

    private static final List<ConfigKey<?>> OWN = List.of(
            METHOD,
            WINDOW,
            WARM_UP,
            SPIKE_THRESHOLD,
            DRIFT_ALLOWANCE,
            DRIFT_THRESHOLD,
            CONSTANT_TOLERANCE,
            ADAPT_AFTER,
            THRESHOLD,
            SEASONAL_WEIGHT,
            LEVEL_WEIGHT,
            SUSTAINED_WEIGHT,
            SHAPE_WEIGHT,
            FLAT_LINE_WEIGHT,
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

    private static ConfigKey<Double> weight(String member, double fallback, String subject) {
        return ConfigKey.of(
                "detector.ensemble." + member + "-weight",
                decimal(0, 2),
                shown(fallback),
                "What the surprise of " + subject + " is multiplied by; 0 leaves it out.");
    }
}
