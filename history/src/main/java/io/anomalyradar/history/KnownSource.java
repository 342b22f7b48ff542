package io.anomalyradar.history;

/** A telemetry partition under one leader epoch, and its number; −1 until it has one. */
final class KnownSource {
    private final KnownPartition partition;
    private final int leaderEpoch;
    private int id = -1;

    KnownSource(KnownPartition partition, int leaderEpoch) {
        this.partition = partition;
        this.leaderEpoch = leaderEpoch;
    }

    KnownPartition partition() {
        return partition;
    }

    int leaderEpoch() {
        return leaderEpoch;
    }

    int id() {
        return id;
    }

    void number(int given) {
        id = given;
    }
}
