package io.anomalyradar.quality.skab;

import java.util.ArrayList;
import java.util.List;

/**
 * Alarms compared with labelled change points; counts can be summed over series.
 *
 * <p>The window of a change point is its time and the 60 s after it. If the next change point falls within this window,
 * its own window starts only where this one ends. The first alarm in a window is worth 1 at the left edge, falling to
 * −0.11 at the right edge, along tanh from −π/2 to π/2. An alarm outside windows costs 0.11, a window without an alarm
 * 1. No alarms give 0; finding all windows at once gives 100.
 *
 * @param gain the total worth of the windows with an alarm
 */
public record ChangePoints(int windows, int missed, int falseAlarms, double gain) {
    /** All zero. */
    public static final ChangePoints NONE = new ChangePoints(0, 0, 0, 0);

    private static final double WINDOW_SECONDS = 60;
    private static final double FALSE_ALARM = -0.11;
    private static final int STEPS = 1_000;

    private record Window(double left, double right) {
        boolean holds(double time) {
            return left <= time && time <= right;
        }
    }

    /**
     * The alarms of one series compared with its change points.
     *
     * @param seconds the time of each row
     * @param changes rows with a change point
     * @param alarms rows at which the detector reports a change
     */
    public static ChangePoints of(double[] seconds, boolean[] changes, boolean[] alarms) {
        List<Window> windows = windows(seconds, changes);
        double gain = 0;
        int missed = 0;
        for (Window window : windows) {
            double first = Double.POSITIVE_INFINITY;
            for (int i = 0; i < seconds.length; i++) {
                if (alarms[i] && window.holds(seconds[i])) {
                    first = Math.min(first, seconds[i]);
                }
            }
            if (first == Double.POSITIVE_INFINITY) {
                missed++;
            } else {
                gain += worth(window.right > window.left ? (first - window.left) / (window.right - window.left) : 0);
            }
        }
        int falseAlarms = 0;
        for (int i = 0; i < seconds.length; i++) {
            double time = seconds[i];
            falseAlarms += alarms[i] && windows.stream().noneMatch(window -> window.holds(time)) ? 1 : 0;
        }
        return new ChangePoints(windows.size(), missed, falseAlarms, gain);
    }

    /** The rows at which {@code alarms} switch on or off; they are off before the first row. */
    public static boolean[] edges(boolean[] alarms) {
        boolean[] edges = new boolean[alarms.length];
        for (int i = 0; i < alarms.length; i++) {
            edges[i] = alarms[i] != (i > 0 && alarms[i - 1]);
        }
        return edges;
    }

    private static List<Window> windows(double[] seconds, boolean[] changes) {
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < seconds.length; i++) {
            if (!changes[i]) {
                continue;
            }
            double left = seconds[i];
            if (!windows.isEmpty() && windows.get(windows.size() - 1).right >= left) {
                left = windows.get(windows.size() - 1).right;
            }
            windows.add(new Window(left, seconds[i] + WINDOW_SECONDS));
        }
        return windows;
    }

    /** In {@value #STEPS} steps, as in SKAB's own evaluation. */
    private static double worth(double fraction) {
        int step = (int) Math.min(fraction * STEPS, STEPS - 1);
        double x = -Math.PI / 2 + Math.PI * step / (STEPS - 1);
        double half = (1 - FALSE_ALARM) / 2;
        return half * -Math.tanh(x) / Math.tanh(Math.PI / 2) + half + FALSE_ALARM;
    }

    /** The sum of both. */
    public ChangePoints plus(ChangePoints other) {
        return new ChangePoints(
                windows + other.windows, missed + other.missed, falseAlarms + other.falseAlarms, gain + other.gain);
    }

    /** The score of the standard profile; NaN if there is no change point. */
    public double score() {
        double value = gain + FALSE_ALARM * falseAlarms - missed;
        return 100 * (value + windows) / (2.0 * windows);
    }
}
