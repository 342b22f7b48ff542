package io.anomalyradar.benchmarks.state;

/** How the states of a device's series are put into keyed state. */
public enum StateLayout {
    /** All series of a device in one value. */
    DEVICE(Integer.MAX_VALUE, "one value a device"),
    /** Sixteen series in one entry of a map. */
    BLOCKS(16, "blocks of 16 series"),
    /** Each series in an entry of a map: what the pipeline does. */
    SERIES(1, "one entry a series");

    private final int block;
    private final String described;

    StateLayout(int block, String described) {
        this.block = block;
        this.described = described;
    }

    /** How many series are read and written together. */
    int block() {
        return block;
    }

    public String described() {
        return described;
    }
}
