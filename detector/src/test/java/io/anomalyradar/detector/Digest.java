package io.anomalyradar.detector;

import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Transition;

/** FNV-1a, 64 bits, over all that evaluations say; as in spec/detector-state.md, "Golden vectors". */
public final class Digest {

    private long hash = 0xcbf29ce484222325L;

    /** Takes an evaluation. */
    public void add(Evaluation evaluation) {
        add(evaluation.status().name());
        add(evaluation.expected());
        add(evaluation.lower());
        add(evaluation.upper());
        add(evaluation.score());
        add(evaluation.pattern().name());
        add(evaluation.transition().name());
        if (evaluation.transition() != Transition.NONE) {
            add(evaluation.run());
        }
    }

    /** Takes an anomaly. */
    public void add(AnomalyRun run) {
        add(run.startMillis());
        add(run.endMillis());
        add(run.samples());
        add(run.peakMillis());
        add(run.peakValue());
        add(run.peakExpected());
        add(run.peakLower());
        add(run.peakUpper());
        add(run.peakScore());
        add(run.pattern().name());
        add(run.severity().name());
    }

    /** Takes a name of ASCII letters. */
    public void add(String name) {
        for (int i = 0; i < name.length(); i++) {
            mix(name.charAt(i));
        }
    }

    /** Takes a number; every NaN is the same. */
    public void add(double number) {
        add(Double.doubleToLongBits(number));
    }

    /** Takes a whole number. */
    public void add(long number) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            mix((int) (number >>> shift) & 0xff);
        }
    }

    private void mix(int octet) {
        hash = (hash ^ octet) * 0x100000001b3L;
    }

    /** Takes bytes as they are. */
    public void add(byte[] bytes) {
        for (byte octet : bytes) {
            mix(octet & 0xff);
        }
    }

    /** The hash as sixteen hexadecimal digits. */
    public String hex() {
        StringBuilder digits = new StringBuilder();
        for (int shift = 60; shift >= 0; shift -= 4) {
            digits.append(Character.forDigit((int) (hash >>> shift) & 0xf, 16));
        }
        return digits.toString();
    }

    long value() {
        return hash;
    }
}
