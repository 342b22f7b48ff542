package io.anomalyradar.alerting.cause;

import java.util.List;

/**
 * A device in the slot in which the symptom is greatest.
 *
 * @param reading of the symptom's metric if the device has it; otherwise of its most unusual metric
 * @param isSameMetric whether the reading is of the symptom's metric, so that deviations can be compared in its unit
 * @param traffic requests in the slot; NaN: unknown
 */
record Observed(Kind kind, Reading reading, boolean isSameMetric, double traffic) {
    /** What can be said of a device. */
    enum Kind {
        UNUSUAL,
        USUAL,
        /** It sends nothing, although it nearly always does. */
        SILENT,
        /** Nothing is known of it: the analysis looks through it. */
        UNKNOWN
    }

    static final Observed NOTHING = new Observed(Kind.UNKNOWN, Reading.unknown(""), false, Double.NaN);

    /** The device that has these series, in {@code slot} of {@code situation}. */
    static Observed of(List<CauseSeries> series, Situation situation, int slot) {
        double traffic = Double.NaN;
        boolean sends = false;
        boolean nearlyAlwaysSends = false;
        Reading same = null;
        Reading other = Reading.unknown("");
        for (CauseSeries one : series) {
            sends |= slot < one.now().length && Double.isFinite(one.now()[slot]);
            nearlyAlwaysSends |= nearlyAlwaysSends(one);
            if (one.metric().equals(situation.traffic())) {
                traffic = slot < one.now().length ? one.now()[slot] : Double.NaN;
            }
            if (one.metric().equals(situation.metric())) {
                same = Reading.of(one, slot, situation.direction());
            } else {
                Reading reading = Reading.of(one, slot, 0);
                if (reading.isKnown() && (!other.isKnown() || reading.surprise() > other.surprise())) {
                    other = reading;
                }
            }
        }
        if (!sends) {
            return new Observed(nearlyAlwaysSends ? Kind.SILENT : Kind.UNKNOWN, Reading.unknown(""), false, Double.NaN);
        }
        Reading reading = same == null ? other : same;
        Kind kind = !reading.isKnown() ? Kind.UNKNOWN : reading.isUnusual() ? Kind.UNUSUAL : Kind.USUAL;
        return new Observed(kind, reading, same != null, traffic);
    }

    private static boolean nearlyAlwaysSends(CauseSeries series) {
        int sent = 0;
        for (double value : series.usual()) {
            sent += Double.isFinite(value) ? 1 : 0;
        }
        return sent > 0 && sent >= (1 - Reading.RARE) * series.usual().length;
    }
}
