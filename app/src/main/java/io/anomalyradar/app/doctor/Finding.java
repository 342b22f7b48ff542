package io.anomalyradar.app.doctor;

/**
 * The result of a check.
 *
 * @param subject what was checked: "disk"
 * @param seen the facts
 * @param remedy what to do; empty when nothing is to be done
 */
record Finding(String subject, Verdict verdict, String seen, String remedy) {

    /** How bad it is. */
    enum Verdict {
        GOOD,
        /** It works, and may not for long. */
        WARNING,
        BAD
    }

    static Finding good(String subject, String seen) {
        return new Finding(subject, Verdict.GOOD, seen, "");
    }

    static Finding warning(String subject, String seen, String remedy) {
        return new Finding(subject, Verdict.WARNING, seen, remedy);
    }

    static Finding bad(String subject, String seen, String remedy) {
        return new Finding(subject, Verdict.BAD, seen, remedy);
    }
}
