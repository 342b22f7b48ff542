package io.anomalyradar.alerting.cause;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Devices that call each other; the alarm is in the third of five slots. */
final class World {
    private static final int ALARM = 2;

    private final String symptom;
    private final Map<String, List<CauseSeries>> series = new HashMap<>();
    private final Map<String, List<String>> sources = new LinkedHashMap<>();

    World(String symptom) {
        this.symptom = symptom;
    }

    /** Ten devices, of which some deviate, in a random graph without circles. */
    static World random(long seed, double scale) {
        Random random = new Random(seed);
        World world = new World("0").unusual("0", "latency", 10 * scale, 20 * scale);
        for (int i = 1; i < 10; i++) {
            double level = (1 + random.nextInt(50)) * scale;
            double now = random.nextBoolean() ? level : level * (1.5 + random.nextDouble());
            world.unusual(Integer.toString(i), "latency", level, now);
            world.calls(Integer.toString(random.nextInt(i)), Integer.toString(i));
        }
        return world;
    }

    World calls(String caller, String callee) {
        sources.computeIfAbsent(caller, missing -> new ArrayList<>()).add(callee);
        return this;
    }

    World usual(String device, String metric, double level) {
        return unusual(device, metric, level, level);
    }

    World unusual(String device, String metric, double level, double now) {
        double[] slots = all(level);
        Arrays.fill(slots, ALARM, slots.length, now);
        return put(device, new CauseSeries(metric, around(level), slots));
    }

    World silent(String device, String metric, double level) {
        return put(device, new CauseSeries(metric, around(level), all(Double.NaN)));
    }

    World put(String device, CauseSeries one) {
        List<CauseSeries> known = series.computeIfAbsent(device, missing -> new ArrayList<>());
        known.removeIf(other -> other.metric().equals(one.metric()));
        known.add(one);
        return this;
    }

    ProbableCause cause() {
        return cause("latency");
    }

    ProbableCause cause(String metric) {
        return CauseAnalysis.of(situation(symptom, metric));
    }

    /** The cause of the latency of all these. */
    ProbableCause causeOf(String... symptoms) {
        return CauseAnalysis.of(Arrays.stream(symptoms)
                .map(device -> situation(device, "latency"))
                .toList());
    }

    private Situation situation(String device, String metric) {
        return new Situation(device, metric, 1, ALARM, Duration.ofMinutes(1), "requests", series, sources);
    }

    static double[] all(double value) {
        double[] slots = new double[5];
        Arrays.fill(slots, value);
        return slots;
    }

    /** A hundred slots, at most 2 % off the level. */
    static double[] around(double level) {
        double[] slots = new double[100];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = level * (1 + 0.02 * Math.sin(i));
        }
        return slots;
    }
}
