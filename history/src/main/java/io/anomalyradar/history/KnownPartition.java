package io.anomalyradar.history;

import java.util.ArrayList;
import java.util.List;

/** A telemetry partition, its number (−1 until it has one), and the leader epochs seen in it. */
final class KnownPartition {
    private final LogPartition log;
    private final List<KnownSource> sources = new ArrayList<>(1);
    private int id = -1;

    KnownPartition(LogPartition log) {
        this.log = log;
    }

    LogPartition log() {
        return log;
    }

    List<KnownSource> sources() {
        return sources;
    }

    int id() {
        return id;
    }

    void number(int given) {
        id = given;
    }
}
