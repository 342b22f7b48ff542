package io.anomalyradar.detector.alarm;

import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * The alarm policy as a state machine over {@link #stateSize()} numbers in a caller's array, zeros when fresh: it turns
 * verdicts into anomalies that open, grow and end.
 *
 * <p>An anomaly <b>opens</b> with the evaluation that makes k of the n newest unusual. It starts at the first unusual one of these,
 * and its peak is the worst of them. It <b>grows</b> when it becomes critical, becomes a level shift, or its peak score reaches
 * {@link AlarmConfig#growthFactor()} times the one told last. It <b>ends</b> with the last of
 * {@link AlarmConfig#endAfter()} evaluations in a row that are not unusual; evaluations before that do not count towards the next
 * one. A step is O(1) (O(n) when one opens) and allocates nothing. The object holds only settings and is thread-safe.
 */
public final class Alarm {

    /*
     * Layout: the run (19 numbers), then n slots of 7 numbers for the evaluations that may yet open one. Bit i of BITS says that
     * the evaluation i before the newest was unusual; its slot is the i-th before SLOT. While no bit is set and no run is open,
     * a usual evaluation changes nothing. SEVERITY is 0 while no run is open.
     */
    private static final int BITS = 0;
    private static final int SLOT = 1;
    static final int SEVERITY = 2;
    static final int START = 3;
    static final int LAST_UNUSUAL = 4;
    static final int SAMPLES = 5; // up to the newest unusual evaluation
    private static final int QUIET = 6; // evaluations since then
    static final int RUN_PATTERN = 7;
    private static final int BEYOND = 8; // evaluations in a row beyond the band: > 0 above, < 0 below
    private static final int TOLD = 9; // peak score told last
    static final int PEAK = 10;
    private static final int SLOTS = 17;

    /* An evaluation, in the peak and in the slots. */
    static final int TIME = 0;
    static final int VALUE = 1;
    static final int EXPECTED = 2;
    static final int LOWER = 3;
    static final int UPPER = 4;
    static final int SCORE = 5;
    private static final int PATTERN = 6;
    private static final int EVALUATION = 7;

    private final AlarmConfig config;
    private final int mask;

    /** The policy with these settings. */
    public Alarm(AlarmConfig config) {
        this.config = config;
        this.mask = (1 << config.evaluations()) - 1;
    }

    /** How many numbers the state takes. */
    public int stateSize() {
        return stateSize(config.evaluations());
    }

    /** How many numbers the state of a policy takes that looks at {@code evaluations} verdicts. */
    public static int stateSize(int evaluations) {
        return SLOTS + EVALUATION * evaluations;
    }

    /** Whether an anomaly is open. */
    public static boolean isOpen(double[] state, int offset) {
        return state[offset + SEVERITY] != 0;
    }

    /**
     * Moves the state of a policy over {@code from} evaluations to one over {@code to}: an open run goes on; evaluations that might
     * yet have opened one are forgotten.
     */
    public static void resize(double[] source, int sourceOffset, double[] target, int targetOffset) {
        System.arraycopy(source, sourceOffset, target, targetOffset, SLOTS);
        target[targetOffset + BITS] = 0;
        target[targetOffset + SLOT] = 0;
    }

    /** Takes one evaluation; when the result is not {@link Transition#NONE}, {@code out} describes the run. */
    public Transition step(
            double[] state, int offset, long timestampMillis, double value, Verdict verdict, AnomalyRun out) {
        trackSide(state, offset, verdict.pattern());
        if (isOpen(state, offset)) {
            Transition transition = verdict.unusual()
                    ? continueRun(state, offset, timestampMillis, value, verdict)
                    : quiet(state, offset, out);
            if (transition == Transition.GREW) {
                out.fill(state, offset);
            }
            return transition;
        }
        int bits = ((int) state[offset + BITS] << 1) & mask;
        if (!verdict.unusual() && bits == 0) {
            state[offset + BITS] = 0;
            return Transition.NONE;
        }
        remember(state, offset, timestampMillis, value, verdict);
        bits |= verdict.unusual() ? 1 : 0;
        state[offset + BITS] = bits;
        if (Integer.bitCount(bits) < config.unusual()) {
            return Transition.NONE;
        }
        open(state, offset, bits);
        out.fill(state, offset);
        return Transition.OPENED;
    }

    private static void trackSide(double[] state, int offset, Pattern pattern) {
        double beyond = state[offset + BEYOND];
        if (pattern == Pattern.SPIKE) {
            state[offset + BEYOND] = Math.max(beyond, 0) + 1;
        } else if (pattern == Pattern.DIP) {
            state[offset + BEYOND] = Math.min(beyond, 0) - 1;
        } else if (beyond != 0) {
            state[offset + BEYOND] = 0;
        }
    }

    private void remember(double[] state, int offset, long timestampMillis, double value, Verdict verdict) {
        int slot = (int) state[offset + SLOT] + 1;
        slot = slot >= config.evaluations() ? 0 : slot;
        state[offset + SLOT] = slot;
        if (verdict.unusual()) {
            write(state, offset + SLOTS + slot * EVALUATION, timestampMillis, value, verdict);
        }
    }

    private static void write(double[] state, int at, long timestampMillis, double value, Verdict verdict) {
        state[at + TIME] = timestampMillis;
        state[at + VALUE] = value;
        state[at + EXPECTED] = verdict.expected();
        state[at + LOWER] = verdict.lower();
        state[at + UPPER] = verdict.upper();
        state[at + SCORE] = verdict.score();
        state[at + PATTERN] = verdict.pattern().code();
    }

    /** Makes a run of the evaluations whose bits are set, the newest of which is bit 0. */
    private void open(double[] state, int offset, int bits) {
        int slot = (int) state[offset + SLOT];
        int oldest = 31 - Integer.numberOfLeadingZeros(bits);
        int first = slotBefore(offset, slot, oldest);
        int peak = first;
        for (int i = oldest - 1; i >= 0; i--) {
            int at = slotBefore(offset, slot, i);
            if ((bits >> i & 1) != 0 && state[at + SCORE] > state[peak + SCORE]) {
                peak = at;
            }
        }
        state[offset + START] = state[first + TIME];
        state[offset + LAST_UNUSUAL] = state[offset + SLOTS + slot * EVALUATION + TIME];
        state[offset + SAMPLES] = oldest + 1;
        state[offset + QUIET] = 0;
        state[offset + BITS] = 0;
        System.arraycopy(state, peak, state, offset + PEAK, EVALUATION);
        state[offset + RUN_PATTERN] = state[peak + PATTERN];
        state[offset + SEVERITY] = severity(state[peak + SCORE]);
        state[offset + TOLD] = state[peak + SCORE];
        noteShift(state, offset);
    }

    private int slotBefore(int offset, int slot, int i) {
        int position = slot - i;
        return offset + SLOTS + (position < 0 ? position + config.evaluations() : position) * EVALUATION;
    }

    private Transition continueRun(double[] state, int offset, long timestampMillis, double value, Verdict verdict) {
        state[offset + SAMPLES] += state[offset + QUIET] + 1;
        state[offset + QUIET] = 0;
        state[offset + LAST_UNUSUAL] = timestampMillis;
        double score = verdict.score();
        if (score > state[offset + PEAK + SCORE]) {
            write(state, offset + PEAK, timestampMillis, value, verdict);
            if (state[offset + RUN_PATTERN] != Pattern.LEVEL_SHIFT.code()) {
                state[offset + RUN_PATTERN] = verdict.pattern().code();
            }
        }
        double severity = Math.max(state[offset + SEVERITY], severity(score));
        boolean worse = severity > state[offset + SEVERITY];
        state[offset + SEVERITY] = severity;
        boolean shifted = noteShift(state, offset);
        double peak = state[offset + PEAK + SCORE];
        if (!worse && !shifted && peak < config.growthFactor() * state[offset + TOLD]) {
            return Transition.NONE;
        }
        state[offset + TOLD] = peak;
        return Transition.GREW;
    }

    private Transition quiet(double[] state, int offset, AnomalyRun out) {
        double quiet = state[offset + QUIET] + 1;
        state[offset + QUIET] = quiet;
        if (quiet < config.endAfter()) {
            return Transition.NONE;
        }
        out.fill(state, offset);
        state[offset + SEVERITY] = 0;
        return Transition.ENDED;
    }

    /** Whether the run has become a level shift just now. */
    private boolean noteShift(double[] state, int offset) {
        double shift = Pattern.LEVEL_SHIFT.code();
        if (state[offset + RUN_PATTERN] == shift || Math.abs(state[offset + BEYOND]) < config.shiftAfter()) {
            return false;
        }
        state[offset + RUN_PATTERN] = shift;
        return true;
    }

    private double severity(double score) {
        return (score >= config.criticalScore() ? Severity.CRITICAL : Severity.WARNING).code();
    }
}
