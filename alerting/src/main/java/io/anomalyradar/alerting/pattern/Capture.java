package io.anomalyradar.alerting.pattern;

/** The inputs that a stage has taken: their number, the first and the last. */
public record Capture(int count, PatternInput first, PatternInput last) {
    static Capture of(PatternInput input) {
        return new Capture(1, input, input);
    }

    Capture plus(PatternInput input) {
        return new Capture(count + 1, first, input);
    }
}
