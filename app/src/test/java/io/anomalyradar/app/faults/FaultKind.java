package io.anomalyradar.app.faults;

/** What can happen to a part, a connection or a disk. */
enum FaultKind {
    /** A process gets SIGKILL and is started again. */
    KILL("killed", 3),
    /** A process gets SIGTERM, ends in order, and is started again. */
    STOP("stopped", 2),
    /** A process stands still (SIGSTOP) for seconds. */
    PAUSE("paused", 4),
    /** A process gets a fifth of its time, or a connection 32 kB a second. */
    SLOW("slow", 3),
    /** A connection passes nothing for seconds, and says nothing. */
    CUT("cut", 5),
    /** A connection passes everything, later. */
    DELAY("delayed", 3),
    /** All TCP connections between two parts end with RST. */
    RESET("reset", 4),
    /** A disk has no room left for seconds. */
    FILL("full", 1);

    private final String text;
    private final int weight;

    FaultKind(String text, int weight) {
        this.text = text;
        this.weight = weight;
    }

    /** For the table. */
    String text() {
        return text;
    }

    /** How often it happens in relation to the others. */
    int weight() {
        return weight;
    }
}
