package io.anomalyradar.app.doctor;

/**
 * The result of a check.
 *
 * @param subject what was checked: "disk"
 * @param seen the facts
 * @param remedy what to do; empty when nothing is to be done
 */
record CheckResult(String subject, Verdict verdict, String seen, String remedy) {

    /** How bad it is. */
    enum Verdict {
        GOOD,
        /** It works, and may not for long. */
        WARNING,
        BAD
    }

    static CheckResult good(String subject, String seen) {
        return new CheckResult(subject, Verdict.GOOD, seen, "");
    }

    static CheckResult warning(String subject, String seen, String remedy) {
        return new CheckResult(subject, Verdict.WARNING, seen, remedy);
    }

    static CheckResult bad(String subject, String seen, String remedy) {
        return new CheckResult(subject, Verdict.BAD, seen, remedy);
    }
}
