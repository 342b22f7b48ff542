package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Member;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * The default detector: it predicts each sample, and compares the error with the errors that the series has had.
 * {@link #stateSize()} numbers in a caller's array, all zeros when new; no raw window.
 *
 * <pre>
 * usual = level + season          expected = usual + φ · (difference of the sample before)
 * d = value − usual               e = value − expected
 * </pre>
 *
 * <p>Four members score what is unusual about the newest sample: its error e ({@link Tail}), the means of d over
 * several samples ({@link SpanMeans}), the spread of e ({@link RecentSpread}), and how long the value has not changed
 * ({@link Runs}). Each score is −log₁₀ of how often a sample reaches that in normal operation, by the series' own past;
 * the greatest counts, corrected for their number. Of a counter, the increase is scored ({@link ValueKind}).
 *
 * <p>From the threshold on a sample is unusual and opens an {@link Excursion}. Until that ends, nothing is learnt: what
 * was usual remains the expectation. If it does not end within a day, its level is accepted as usual.
 *
 * <p>A step is O(1) and allocates nothing. The object holds only settings and is thread-safe.
 */
public final class Predictive {

    private static final int COUNT = 0;
    private static final int LAST = 1; // time of the newest sample
    private static final int INTERVAL = 2; // usual time between samples, milliseconds
    private static final int OBSERVED = 3; // observations that are worth one each
    private static final int KIND = 4;
    private static final int FORECAST = KIND + ValueKind.SIZE;
    private static final int LEVELS = FORECAST + Forecast.SIZE;
    private static final int EXCURSION = LEVELS + Levels.SIZE;
    private static final int SPANS = EXCURSION + Excursion.SIZE;
    private static final int SPREAD = SPANS + SpanMeans.SIZE;
    private static final int RUNS = SPREAD + RecentSpread.SIZE;
    private static final int HIGH = RUNS + Runs.SIZE; // tail of errors
    private static final int LOW = HIGH + Tail.SIZE;
    private static final int SEASON = LOW + Tail.SIZE;
    private static final int SIZE = SEASON + Season.SIZE;

    /** The shortest memory, in samples: as long as the longest span. */
    static final double LEAST_MEMORY = SpanMeans.LONGEST;

    /** Equal values within this time are one observation: closer samples are not independent, in milliseconds. */
    public static final double SAME_MILLIS = 10_000;

    /** What was seen less often than this supports nothing. */
    static final double FEW = 8;

    /** From this score on, what happens is no normal operation: once in 95 years of a sample every five minutes. */
    static final double INCIDENT = 7;

    /** The long memory, in days. */
    static final double LONG_DAYS = 14;

    private static final double DAY_MILLIS = 86_400_000;
    private static final double USUAL_DAYS = 2.5; // until what stays is usual: longer than a weekend
    private static final double WEEK_DAYS = 7; // memory of the levels
    private static final double SHORT_DAYS = 1; // memory of the level; until an excursion is usual
    private static final double MOST_A_DAY = 1_440; // samples that a memory counts
    private static final double MOST_SEASONAL_MILLIS = DAY_MILLIS / FEW;
    private static final double GAP = 3; // intervals; a longer one is learnt as this
    private static final double LOG10_MEMBERS = 0.7782; // six: a sample, three spans, spread, run
    private static final double CALM = 0.5; // of the threshold
    private static final double FARTHEST = 1e6; // sigmas
    private static final double EXTRAPOLATION = 3.5; // so that 60 observations support any threshold

    private static final int OF_SPREAD = SpanMeans.COUNT + 1; // an opener, after the spans

    /* What is known of the newest sample. */
    private static final int SEASONAL = 0; // 1: there is a season
    private static final int COURSE = 1; // of the season, and three numbers more
    private static final int WRONG = 2; // how far it may be wrong
    private static final int OPEN = 3; // how far all of a span may be wrong together
    private static final int STEP = 4; // how far a step within an hour of the week was from its course
    private static final int VALUE = 5; // of a counter: the increase in an interval
    private static final int DIFFERENCE = 6; // d
    private static final int FORECAST_DIFFERENCE = 7;
    private static final int ERROR = 8; // e
    private static final int ROUNDING = 9;
    private static final int SIGMA = 10; // of d
    private static final int ERROR_SIGMA = 11; // of e
    private static final int Z = 12; // e in sigmas
    private static final int KNOWN = 13; // samples that variances and tails remember
    private static final int OPENER = 14;
    private static final int NOW_SIZE = 15;

    private final double leastScore;

    /** The detector with these settings. */
    public Predictive(PredictiveConfig config) {
        this.leastScore = config.leastScore();
    }

    /** The state size, in numbers. */
    public int stateSize() {
        return SIZE;
    }

    /** The number of learnt samples. */
    public int learnt(double[] state, int at) {
        return (int) state[at + COUNT];
    }

    /**
     * Scores a finite {@code x} by what was learnt before it, then learns it.
     *
     * @param threshold score from which it is unusual, above 0
     */
    public void step(double[] state, int at, long timestampMillis, double x, double threshold, Verdict out) {
        double n = state[at + COUNT];
        double elapsed = timestampMillis - state[at + LAST];
        out.save(state, at, at + FORECAST);
        out.save(state, at + SPANS, at + HIGH);
        state[at + COUNT] = n + 1;
        state[at + LAST] = timestampMillis;
        if (n == 0) {
            ValueKind.begin(state, at + KIND, x);
            Forecast.level(state, at + FORECAST, x);
            Runs.take(state, at + RUNS, true, false);
            state[at + OBSERVED] = 1;
            out.accept(x);
            return;
        }
        if (elapsed > 0) {
            double usual = state[at + INTERVAL];
            double bounded = usual > 0 ? Math.min(elapsed, GAP * usual) : elapsed;
            state[at + INTERVAL] += (bounded - usual) / Math.min(n, LEAST_MEMORY);
        }
        boolean isEqual = x == ValueKind.previous(state, at + KIND);
        state[at + OBSERVED] += isEqual ? Math.min(1, elapsed / SAME_MILLIS) : 1;
        if (ValueKind.isRestart(state, at + KIND, x)) {
            out.accept(x);
        } else {
            scoreAndLearn(state, at, timestampMillis, elapsed, n, x, threshold, out);
        }
        if (ValueKind.update(state, at + KIND, x)) {
            startAnew(state, at, x);
        }
    }

    private void scoreAndLearn(
            double[] state, int at, long time, double elapsed, double n, double x, double threshold, Verdict out) {
        double[] now = out.scratch(NOW_SIZE);
        predict(state, at, time, elapsed, n, x, now);
        boolean isOpen = Excursion.isOpen(state, at + EXCURSION);
        observe(state, at, x, now);
        boolean isCalm = score(state, at, n, threshold, now, out);
        boolean isOfSpan = out.unusual() && now[OPENER] > 0 && now[OPENER] != OF_SPREAD;
        expect(state, at, isOpen || isOfSpan, threshold, now, out);
        out.decided(state, threshold);
        double near = near(state, at, now);
        double rate = Numerics.larger(1 / n, 1 / memory(state, at, WEEK_DAYS));
        Levels.take(state, at + LEVELS, Forecast.level(state, at + FORECAST) + now[DIFFERENCE], near, rate);
        if (now[SEASONAL] != 0) {
            Season.update(state, at + SEASON, time, state[at + INTERVAL], now[DIFFERENCE] + now[COURSE]);
        }
        if (isOpen) {
            proceed(state, at, n, isCalm, now, out);
        } else {
            learn(state, at, n, threshold, now, out);
        }
    }

    /** What the sample differs from what was expected of it. */
    private static void predict(double[] state, int at, long time, double elapsed, double n, double x, double[] now) {
        int forecast = at + FORECAST;
        double level = Forecast.level(state, forecast);
        double before = ValueKind.previous(state, at + KIND);
        boolean isCounter = ValueKind.isCounter(state, at + KIND);
        boolean isSeasonal = state[at + INTERVAL] <= MOST_SEASONAL_MILLIS;
        double value = isCounter ? (x - before) / intervals(state, at, elapsed) : x;
        double rounding = ValueKind.rounding(state, at + KIND, level);
        now[SEASONAL] = isSeasonal ? 1 : 0;
        now[COURSE] = 0;
        now[WRONG] = 0;
        now[OPEN] = 0;
        now[STEP] = 0;
        if (isSeasonal) {
            Season.predict(state, at + SEASON, time, state[at + INTERVAL], now, COURSE);
        }
        double doubt = rounding * rounding + now[WRONG] * now[WRONG];
        if (now[STEP] > Tail.FROM * Math.sqrt(Forecast.variance(state, forecast) + rounding * rounding)) {
            now[OPEN] = Numerics.larger(now[OPEN], now[STEP]); // no noise, which averages out
        }
        now[VALUE] = value;
        now[DIFFERENCE] = value - level - now[COURSE];
        now[FORECAST_DIFFERENCE] = Forecast.difference(state, forecast, n);
        now[ERROR] = now[DIFFERENCE] - now[FORECAST_DIFFERENCE];
        now[ROUNDING] = rounding;
        now[SIGMA] = Math.sqrt(Forecast.variance(state, forecast) + doubt);
        now[ERROR_SIGMA] = Math.sqrt(Forecast.errorVariance(state, forecast) + doubt);
        now[Z] = Numerics.clamp(now[ERROR] / now[ERROR_SIGMA], -FARTHEST, FARTHEST);
        now[KNOWN] = Math.min(n, memory(state, at, LONG_DAYS));
    }

    /** Takes the sample into means, spread and runs. */
    private static void observe(double[] state, int at, double x, double[] now) {
        boolean isCounter = ValueKind.isCounter(state, at + KIND);
        double before = ValueKind.previous(state, at + KIND);
        boolean isEqual = isCounter ? now[VALUE] == 0 : x == before;
        double bound = Forecast.BOUND * now[SIGMA];
        SpanMeans.take(state, at + SPANS, Numerics.clamp(now[DIFFERENCE], -bound, bound));
        RecentSpread.take(state, at + SPREAD, Numerics.clamp(now[Z], -Forecast.BOUND, Forecast.BOUND));
        Runs.take(state, at + RUNS, isEqual, isAbove(state, at, isCounter ? 0 : before));
    }

    /** Scores by all members; returns whether an excursion calms down. */
    private boolean score(double[] state, int at, double n, double threshold, double[] now, Verdict out) {
        double z = now[Z];
        double known = now[KNOWN];
        double most = most(state, at);
        double ofSample = Tail.score(state, tail(at, z), known, 1, Math.abs(z));
        double d = now[DIFFERENCE] / now[SIGMA];
        int opener = Excursion.opener(state, at + EXCURSION);
        double alive = Numerics.larger(ofSample, Tail.score(state, tail(at, d), known, 1, Math.abs(d)));
        double ofSpans = 0;
        int longest = 0;
        for (int span = 0; span < SpanMeans.COUNT; span++) {
            double score = SpanMeans.score(state, at + SPANS, span, n, known, now[SIGMA], now[OPEN]);
            if (Math.abs(score) > Math.abs(ofSpans)) {
                ofSpans = score;
                longest = span + 1;
            }
            if (span < opener) {
                alive = Numerics.larger(alive, Math.abs(score));
            }
        }
        double ofSpread = RecentSpread.score(state, at + SPREAD, n, known);
        if (opener == OF_SPREAD) {
            alive = Numerics.larger(alive, ofSpread);
        }
        double ofRun = Runs.score(state, at + RUNS, n, isAbove(state, at, now[VALUE]));
        alive = Numerics.larger(alive, ofRun);
        out.vote(Member.SAMPLE, corrected(z > 0 ? ofSample : -ofSample, most));
        out.vote(Member.SPAN, corrected(ofSpans, most));
        out.vote(Member.SPREAD, corrected(ofSpread, most));
        out.vote(Member.RUN, Math.min(corrected(ofRun, most), threshold));
        Member loudest = out.loudest();
        double evidence = Math.abs(out.vote(loudest));
        now[OPENER] = loudest == Member.SPAN ? longest : loudest == Member.SPREAD ? OF_SPREAD : 0;
        out.judge(z, evidence, evidence < threshold ? Pattern.NONE : pattern(loudest, longest, z));
        out.rank(leastScore * evidence / (evidence + leastScore));
        return corrected(alive, most) < CALM * threshold;
    }

    /**
     * The greatest score that the past supports: {@value #EXTRAPOLATION} log₁₀ (1 + observations). Equal values within
     * {@value #SAME_MILLIS} ms are one observation.
     */
    public double most(double[] state, int at) {
        return EXTRAPOLATION * Numerics.log10(1 + state[at + OBSERVED]);
    }

    /** A score that accounts for the number of members: Bonferroni. */
    private static double corrected(double score, double most) {
        double magnitude = Math.min(most, Numerics.larger(0, Math.abs(score) - LOG10_MEMBERS));
        return score < 0 ? -magnitude : magnitude;
    }

    private static Pattern pattern(Member member, int span, double z) {
        return switch (member) {
            case SAMPLE -> z > 0 ? Pattern.SPIKE : Pattern.DIP;
            case SPAN -> span == SpanMeans.COUNT ? Pattern.DRIFT : Pattern.LEVEL_SHIFT;
            case SPREAD -> Pattern.VARIANCE_CHANGE;
            case RUN -> Pattern.FLAT_LINE;
        };
    }

    /**
     * The expected value, and the values of this one sample that would not be unusual, as far as they are near the past: a
     * young tail reaches far, because little is known of it.
     *
     * @param isUsual whether what is usual is expected, not what follows the newest difference: while an anomaly is open,
     *     and where several samples open one
     */
    private static void expect(double[] state, int at, boolean isUsual, double threshold, double[] now, Verdict out) {
        int kind = at + KIND;
        double origin = ValueKind.isCounter(state, kind) ? ValueKind.previous(state, kind) : 0;
        double usual = origin + now[VALUE] - now[DIFFERENCE];
        double floor = ValueKind.floor(state, kind);
        double ceiling = ValueKind.ceiling(state, kind);
        double expected = ValueKind.nearPast(state, kind, isUsual ? usual : usual + now[FORECAST_DIFFERENCE], 0);
        double sigma = isUsual ? now[SIGMA] : now[ERROR_SIGMA];
        double score = threshold + LOG10_MEMBERS;
        double upper = expected + reach(sigma, now, Tail.quantile(state, at + HIGH, now[KNOWN], 1, score));
        double lower = expected - reach(sigma, now, Tail.quantile(state, at + LOW, now[KNOWN], 1, score));
        upper = ValueKind.nearPast(state, kind, upper, 1);
        lower = ValueKind.nearPast(state, kind, lower, 1);
        if (ValueKind.isWhole(state, kind)) {
            upper = Math.floor(upper);
            lower = Math.ceil(lower);
        }
        double shown = Numerics.clamp(expected, floor, ceiling);
        out.expect(
                shown,
                Math.min(shown, Numerics.clamp(lower, floor, ceiling)),
                Numerics.larger(shown, Numerics.clamp(upper, floor, ceiling)));
    }

    /**
     * How far the band reaches: as many sigmas as the tail says, but what a course may be wrong by counts once. The score
     * is more lenient: it does not know how far that is.
     */
    private static double reach(double sigma, double[] now, double sigmas) {
        double alone = Math.sqrt(Numerics.larger(0, sigma * sigma - now[WRONG] * now[WRONG]));
        return Math.min(sigmas * sigma, sigmas * alone + now[WRONG]);
    }

    private static void learn(double[] state, int at, double n, double threshold, double[] now, Verdict out) {
        double known = now[KNOWN];
        double rate = Numerics.larger(1 / (n + 1), 1 / known);
        double ofLevel = Numerics.larger(1 / (n + 1), 1 / memory(state, at, SHORT_DAYS));
        Tail.update(state, at + HIGH, known, 1, now[Z], threshold);
        Tail.update(state, at + LOW, known, 1, -now[Z], threshold);
        SpanMeans.learn(state, at + SPANS, n, known, now[SIGMA], now[OPEN], rate, threshold);
        RecentSpread.learn(state, at + SPREAD, n, known, rate, threshold);
        double way = out.unusual() ? wayBack(state, at, now, out) : 0;
        if (out.unusual() && way == 0) {
            Forecast.hold(state, at + FORECAST, n);
            Excursion.open(state, at + EXCURSION, (int) now[OPENER], now[DIFFERENCE]);
            return;
        }
        Forecast.update(
                state,
                at + FORECAST,
                n,
                now[DIFFERENCE],
                now[SIGMA],
                now[ERROR],
                now[ERROR_SIGMA],
                now[ROUNDING],
                ofLevel,
                rate);
        if (way != 0) {
            out.judge(out.residual(), 0, Pattern.NONE);
            Forecast.move(state, at + FORECAST, way, now[DIFFERENCE]);
            end(state, at);
        }
    }

    /** The way to another usual level, if what is unusual leads to it; else 0. */
    private static double wayBack(double[] state, int at, double[] now, Verdict out) {
        int span = (int) now[OPENER];
        if (span == OF_SPREAD || out.pattern() == Pattern.FLAT_LINE) {
            return 0;
        }
        double level = Forecast.level(state, at + FORECAST);
        double difference = span == 0 ? now[DIFFERENCE] : SpanMeans.mean(state, at + SPANS, span - 1);
        return Levels.towards(state, at + LEVELS, level, difference, near(state, at, now), span == 0);
    }

    /** How far a value may be from a level that it belongs to. */
    private static double near(double[] state, int at, double[] now) {
        return Tail.FROM * Math.sqrt(Forecast.variance(state, at + FORECAST) + now[ROUNDING] * now[ROUNDING]);
    }

    private static void proceed(double[] state, int at, double n, boolean isCalm, double[] now, Verdict out) {
        int excursion = at + EXCURSION;
        if (Excursion.take(state, excursion, now[DIFFERENCE], isCalm)) {
            Forecast.resume(state, at + FORECAST, now[DIFFERENCE]);
            end(state, at);
            return;
        }
        out.proceed();
        Forecast.hold(state, at + FORECAST, n);
        boolean isDrift = Excursion.opener(state, excursion) == SpanMeans.COUNT;
        double days = isDrift ? SHORT_DAYS : USUAL_DAYS;
        if (Excursion.length(state, excursion) >= memory(state, at, days)) {
            Runs.learn(state, at + RUNS, isAbove(state, at, now[VALUE]));
            Forecast.accept(
                    state,
                    at + FORECAST,
                    Excursion.mean(state, excursion),
                    Excursion.variance(state, excursion),
                    now[DIFFERENCE]);
            Season.restart(state, at + SEASON);
            end(state, at);
        }
    }

    private static void end(double[] state, int at) {
        Excursion.close(state, at + EXCURSION);
        SpanMeans.restart(state, at + SPANS);
        RecentSpread.restart(state, at + SPREAD);
    }

    /** Forgets all but time and kind: the values that count are of another kind from now on. */
    private static void startAnew(double[] state, int at, double x) {
        for (int i = FORECAST; i < SIZE; i++) {
            state[at + i] = 0;
        }
        state[at + COUNT] = 1;
        Forecast.level(state, at + FORECAST, ValueKind.isCounter(state, at + KIND) ? 0 : x);
    }

    /** How many intervals have passed since the sample before, at least 1. */
    private static double intervals(double[] state, int at, double elapsed) {
        double usual = state[at + INTERVAL];
        return usual > 0 ? Numerics.larger(1, Math.floor(elapsed / usual + 0.5)) : 1;
    }

    /** The number of samples in this many days, at least {@value #LEAST_MEMORY}, and {@value #MOST_A_DAY} a day at most. */
    private static double memory(double[] state, int at, double days) {
        double interval = state[at + INTERVAL];
        double most = days * MOST_A_DAY;
        return interval > 0 ? Numerics.clamp(days * DAY_MILLIS / interval, LEAST_MEMORY, most) : LEAST_MEMORY;
    }

    private static boolean isAbove(double[] state, int at, double value) {
        return value > Forecast.level(state, at + FORECAST);
    }

    private static int tail(int at, double error) {
        return at + (error > 0 ? HIGH : LOW);
    }
}
