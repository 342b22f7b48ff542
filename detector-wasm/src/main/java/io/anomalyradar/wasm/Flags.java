package io.anomalyradar.wasm;

import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.alarm.Transition;

/**
 * What became of a sample, in one whole number: the status in the lowest byte, the pattern's code in the next, the
 * transition in the third. The codes are part of {@code spec/detector-js.md}: add, never change.
 */
final class Flags {

    /** There was no sample: the value was NaN. */
    static final int NO_SAMPLE = 0;
    /** The sample cannot be scored: its value is infinite or too large, or its time is out of range. */
    static final int REFUSED = 6;

    private Flags() {}

    static int of(Evaluation evaluation) {
        return status(evaluation.status())
                | evaluation.pattern().code() << 8
                | transition(evaluation.transition()) << 16;
    }

    private static int status(SampleStatus status) {
        return switch (status) {
            case WARM_UP -> 1;
            case NORMAL -> 2;
            case UNUSUAL -> 3;
            case ALARM -> 4;
            case LATE -> 5;
        };
    }

    static int transition(Transition transition) {
        return switch (transition) {
            case NONE -> 0;
            case OPENED -> 1;
            case GREW -> 2;
            case ENDED -> 3;
        };
    }
}
