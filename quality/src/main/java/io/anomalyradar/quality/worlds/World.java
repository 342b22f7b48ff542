package io.anomalyradar.quality.worlds;

import java.util.ArrayList;
import java.util.List;

/**
 * A series with its faults.
 *
 * @param values of equally spaced samples; NaN: missing
 */
@SuppressWarnings("ArrayRecordComponent") // columnar; never compared
record World(Traits traits, double[] values, List<WorldFault> faults) {
    private static final double SMALLEST = 2;
    private static final double LARGEST = 30;
    private static final double FAULTS_BEGIN = 0.4; // of the series

    World {
        faults = List.copyOf(faults);
    }

    /** The world of this seed: without a fault in half of all cases, else with up to four in its later part. */
    static World draw(long seed) {
        Chance chance = new Chance(seed);
        Traits traits = Traits.draw(chance);
        List<WorldFault> faults = chance.is(0.5) ? List.of() : faults(chance, traits);
        return new World(traits, new Signal(chance, traits, faults).values(), faults);
    }

    /** A series of these traits without a fault. */
    static World without(long seed, Traits traits) {
        return new World(traits, new Signal(new Chance(seed), traits, List.of()).values(), List.of());
    }

    /** The series of {@link #without}, with faults in its later part. */
    static World with(long seed, Traits traits) {
        List<WorldFault> faults = faults(new Chance(seed ^ 2), traits);
        return new World(traits, new Signal(new Chance(seed), traits, faults).values(), faults);
    }

    private static List<WorldFault> faults(Chance chance, Traits traits) {
        int count = 1 + chance.below(4);
        List<WorldFault> faults = new ArrayList<>();
        double begin = FAULTS_BEGIN * traits.samples();
        double share = (traits.samples() - begin) / count;
        for (int i = 0; i < count; i++) {
            FaultKind kind = chance.oneOf(traits.faults());
            int length = kind.shortest() + chance.below(kind.longest() - kind.shortest() + 1);
            length = (int) Math.max(1, Math.min(length, share / 3));
            int first = (int) (begin + share * i + chance.uniform(0, share / 3));
            double size = kind.isSized() ? chance.logUniform(SMALLEST, LARGEST) : Double.NaN;
            faults.add(new WorldFault(kind, size, first, first + length - 1));
        }
        return faults;
    }
}
