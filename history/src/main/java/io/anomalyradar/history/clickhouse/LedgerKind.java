package io.anomalyradar.history.clickhouse;

/** What an entry of the ledger's table is of. The numbers are stored. */
enum LedgerKind {
    BATCH(0),
    PARTITION(1),
    SOURCE(2),
    DEVICE(3),
    SERIES(4),
    MARK(5),
    OFFSET(6),
    /** A device whose other entries no longer count. Its number is never given again. */
    FORGOTTEN(7),
    /** How far hours have been made days. */
    DAYS_MADE(8);

    private final int number;

    LedgerKind(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static LedgerKind numbered(int number) {
        for (LedgerKind kind : values()) {
            if (kind.number == number) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no entry has the kind " + number);
    }
}
