package io.anomalyradar.app.simulate;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A kind of fault in a simulated series, and its duration in frames. */
public enum SimulatedFault {
    /** A few values far off. */
    SPIKE(5, 8),
    /** The level is different for a while. */
    LEVEL_SHIFT(60, 240),
    /** The level drifts steadily, and returns in one step. */
    DRIFT(120, 360),
    /** The sensor repeats its last value. */
    STUCK(40, 160),
    /** The sensor sends nothing. */
    DROPOUT(20, 80),
    /** The values have a larger spread. */
    NOISE(40, 160);

    private final int fewestFrames;
    private final int mostFrames;

    SimulatedFault(int fewestFrames, int mostFrames) {
        this.fewestFrames = fewestFrames;
        this.mostFrames = mostFrames;
    }

    int fewestFrames() {
        return fewestFrames;
    }

    int mostFrames() {
        return mostFrames;
    }

    /** Whether the fault displaces the value, so that there is a magnitude. */
    boolean hasMagnitude() {
        return this != STUCK && this != DROPOUT;
    }

    /** Its name on the command line and in labels: {@code level-shift}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The kinds that {@code texts} name; "all" and "none" are allowed.
     *
     * @throws IllegalArgumentException if one is unknown
     */
    public static Set<SimulatedFault> named(List<String> texts) {
        Set<SimulatedFault> kinds = EnumSet.noneOf(SimulatedFault.class);
        for (String text : texts) {
            switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "all" -> kinds.addAll(EnumSet.allOf(SimulatedFault.class));
                case "none", "" -> {}
                default -> kinds.add(named(text.strip()));
            }
        }
        return kinds;
    }

    private static SimulatedFault named(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no kind of fault: choose among all, "
                        + Arrays.stream(values()).map(SimulatedFault::text).collect(Collectors.joining(", "))));
    }
}
