package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * The level of a series and how its differences from what is usual continue, in {@value #SIZE} numbers in a caller's
 * array, all zeros when new.
 *
 * <p>A difference d is what a value has beyond level and season. It is forecast as φ times the one before, where φ is
 * the lag-1 autocorrelation; the error of that is e. Level, autocorrelation and both variances are exponentially
 * weighted means of differences that are bounded at {@value #BOUND} sigmas, so that no incident moves them far.
 */
final class Forecast {

    /** The state size, in numbers. */
    static final int SIZE = 5;

    /** The bound of what is learnt of a difference, in sigmas. */
    static final double BOUND = 8;

    private static final int LEVEL = 0;
    private static final int BEFORE = 1; // the newest difference
    private static final int VARIANCE = 2; // of differences
    private static final int COVARIANCE = 3; // of consecutive differences
    private static final int ERROR = 4; // variance of the errors

    private Forecast() {}

    static double level(double[] state, int at) {
        return state[at + LEVEL];
    }

    static void level(double[] state, int at, double level) {
        state[at + LEVEL] = level;
    }

    static double phi(double[] state, int at, double n) {
        double variance = state[at + VARIANCE] * (1 + Predictive.FEW / n);
        return variance > 0 ? Numerics.clamp(state[at + COVARIANCE] / variance, 0, 1) : 0;
    }

    /** The forecast difference. */
    static double difference(double[] state, int at, double n) {
        return phi(state, at, n) * state[at + BEFORE];
    }

    /** The variance of differences. */
    static double variance(double[] state, int at) {
        return state[at + VARIANCE];
    }

    /** The variance of the errors of forecasts. */
    static double errorVariance(double[] state, int at) {
        return state[at + ERROR];
    }

    /**
     * Learns a difference and the error of its forecast.
     *
     * @param sigma of the difference, and {@code errorSigma} of the error, where they were observed
     * @param rounding the standard deviation that rounding explains
     * @param quick weight of the newest value in the level
     * @param slow the same in the variances
     */
    static void update(
            double[] state,
            int at,
            double n,
            double difference,
            double sigma,
            double error,
            double errorSigma,
            double rounding,
            double quick,
            double slow) {
        double bound = n < Predictive.FEW ? Double.MAX_VALUE : BOUND;
        double usual = Math.sqrt(state[at + VARIANCE] + rounding * rounding);
        double usualError = Math.sqrt(state[at + ERROR] + rounding * rounding);
        double d = Numerics.clamp(difference / sigma, -bound, bound) * usual;
        double e = Numerics.clamp(error / errorSigma, -bound, bound) * usualError;
        double moved = Numerics.clamp(difference / usual, -bound, bound) * usual;
        state[at + LEVEL] += quick * moved;
        state[at + VARIANCE] += slow * (d * d - state[at + VARIANCE]);
        state[at + COVARIANCE] += slow * (d * state[at + BEFORE] - state[at + COVARIANCE]);
        state[at + ERROR] += slow * (e * e - state[at + ERROR]);
        state[at + BEFORE] = moved;
    }

    /** Continues without learning: the forecast of the forecast. */
    static void hold(double[] state, int at, double n) {
        state[at + BEFORE] *= phi(state, at, n);
    }

    /** Continues from a difference that is usual again. */
    static void resume(double[] state, int at, double difference) {
        state[at + BEFORE] = difference;
    }

    /** Accepts another level and, if it is greater, another variance. */
    static void accept(double[] state, int at, double shift, double variance, double difference) {
        state[at + VARIANCE] = Numerics.larger(state[at + VARIANCE], variance);
        state[at + ERROR] = Numerics.larger(state[at + ERROR], variance);
        move(state, at, shift, difference);
    }

    /** Continues at another level. */
    static void move(double[] state, int at, double shift, double difference) {
        state[at + LEVEL] += shift;
        state[at + BEFORE] = difference - shift;
    }
}
