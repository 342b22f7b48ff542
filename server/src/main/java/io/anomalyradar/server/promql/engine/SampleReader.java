package io.anomalyradar.server.promql.engine;

import io.anomalyradar.server.promql.syntax.LabelMatcher;
import java.util.List;

/** Gives the engine the samples of selectors. Implemented over a store; the tests of the engine have another. */
public interface SampleReader {
    /** What a range of samples is read for; it decides which windows may stand for the samples. */
    enum Use {
        /** One number for a time: the newest. */
        LEVEL,
        /** A counter, which only falls when it is reset. */
        COUNTER,
        /** All samples of a stretch of time together. */
        TOTAL,
        /** Each sample counts; no window can stand for them. */
        EACH
    }

    /**
     * A selector and where it is evaluated.
     *
     * @param steps with the selector's offset subtracted
     * @param backMillis how far before each step samples count
     * @param isRange whether all of these samples count, or the newest alone
     */
    record Reading(List<LabelMatcher> matchers, Steps steps, long backMillis, boolean isRange, Use use) {
        public Reading {
            matchers = List.copyOf(matchers);
        }
    }

    /** The series that the matchers admit and that have samples. */
    List<Track> read(Reading reading);
}
