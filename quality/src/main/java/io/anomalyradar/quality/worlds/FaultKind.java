package io.anomalyradar.quality.worlds;

/** What goes wrong in a world. */
enum FaultKind {
    /** Up for 1 to 5 samples. */
    SPIKE("spike", true, 1, 5),
    /** Down for 1 to 5 samples. */
    DIP("dip", true, 1, 5),
    /** Another level for 20 to 200 samples. */
    SHIFT("level shift", true, 20, 200),
    /** A ramp of 50 to 300 samples. */
    DRIFT("drift", true, 50, 300),
    /** More noise for 30 to 200 samples. */
    NOISE("noise", true, 30, 200),
    /** The value does not change for 50 to 300 samples. */
    STUCK("stuck", false, 50, 300),
    /** Nothing happens, or is counted, for 50 to 300 samples. */
    SILENCE("silence", false, 50, 300);

    private final String shown;
    private final boolean sized;
    private final int shortest;
    private final int longest;

    FaultKind(String shown, boolean sized, int shortest, int longest) {
        this.shown = shown;
        this.sized = sized;
        this.shortest = shortest;
        this.longest = longest;
    }

    String shown() {
        return shown;
    }

    /** Whether it has a size in sigmas of the noise. */
    boolean isSized() {
        return sized;
    }

    int shortest() {
        return shortest;
    }

    int longest() {
        return longest;
    }
}
