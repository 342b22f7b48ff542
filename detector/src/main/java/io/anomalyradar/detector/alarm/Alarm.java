package io.anomalyradar.detector.alarm;

import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * The alarm policy as a state machine over {@link #stateSize()} numbers in a caller's array, all zeros when new: it
 * turns verdicts into anomalies that open, grow and end.
 *
 * <p>An anomaly <b>opens</b> with the evaluation that makes k of the n newest unusual. It starts at the first unusual
 * one of these, and its peak is the worst of them. It <b>grows</b> when it becomes critical, becomes a level shift, or
 * its peak score reaches {@link AlarmConfig#growthFactor()} times the score emitted last. It <b>ends</b> with the last
 * of {@link AlarmConfig#endAfter()} consecutive evaluations that are not unusual; earlier evaluations do not count
 * towards the next anomaly.
 *
 * <p>During the hold-off after an alarm, unusual evaluations are not emitted and open nothing, unless their score is
 * {@link AlarmConfig#growthFactor()} times the score emitted last. Emitted evaluations {@linkplain Verdict#raise raise}
 * an alarm. A run also continues while the detector {@linkplain Verdict#proceed says so}.
 *
 * <p>What is not {@linkplain Relevance relevant} counts as usual. If an anomaly must last for some time, it is pending
 * until then: it continues as if in a hold-off. It opens when that time is reached, and is discarded if it ends
 * earlier. A step is O(1) (O(n) when an anomaly opens) and allocates nothing. The object holds only settings and is
 * thread-safe.
 */
public final class Alarm {

    /*
     * Layout: n slots of 7 numbers for the evaluations that may still open a run, then the run; the numbers that every
     * step reads are at the end, next to those of the host. Bit i of BITS means that the evaluation i before the newest
     * was unusual; its slot is the i-th before SLOT. While no bit is set and no run is open, a usual evaluation changes
     * nothing. SEVERITY is 0 while no run is open, and negated while it is pending.
     */
    static final int PEAK = 0;
    static final int START = 7;
    static final int LAST_UNUSUAL = 8;
    static final int SAMPLES = 9; // up to the newest unusual evaluation
    private static final int QUIET = 10; // evaluations since then
    static final int RUN_PATTERN = 11;
    private static final int EMITTED = 12; // score emitted last
    private static final int SLOT = 13;
    private static final int BEYOND = 14; // consecutive evaluations beyond the band: > 0 above, < 0 below
    private static final int BITS = 15;
    static final int SEVERITY = 16;
    private static final int HOLD = 17; // evaluations since the alarm that started the hold-off, from 1; 0: no hold-off
    private static final int HELD_SINCE = 18; // its time
    private static final int RUN = 19;

    /* An evaluation, in the slots and in the peak. */
    static final int TIME = 0;
    static final int VALUE = 1;
    static final int EXPECTED = 2;
    static final int LOWER = 3;
    static final int UPPER = 4;
    static final int SCORE = 5;
    private static final int PATTERN = 6;
    private static final int EVALUATION = 7;

    /** How many times the threshold makes an anomaly critical, and an alarm certain. */
    public static final double CRITICAL = 2;

    private final AlarmConfig config;
    private final int mask;
    private final int slots; // the size of the run, in numbers

    /** The policy with these settings. */
    public Alarm(AlarmConfig config) {
        this.config = config;
        this.mask = (1 << config.evaluations()) - 1;
        this.slots = EVALUATION * config.evaluations();
    }

    /** The state size, in numbers. */
    public int stateSize() {
        return stateSize(config.evaluations());
    }

    /** The state size, in numbers, of a policy over {@code evaluations} verdicts. */
    public static int stateSize(int evaluations) {
        return EVALUATION * evaluations + RUN;
    }

    /** Whether an anomaly is open. */
    public boolean isOpen(double[] state, int offset) {
        return state[offset + slots + SEVERITY] > 0;
    }

    /** Whether an unusual evaluation would be the first that counts towards an anomaly. */
    public boolean mayBegin(double[] state, int offset) {
        int run = offset + slots;
        return state[run + SEVERITY] == 0 && (((int) state[run + BITS] << 1) & mask) == 0;
    }

    /** Fills {@code out} with the current state of the open run; meaningless if none is open. */
    public void describe(double[] state, int offset, AnomalyRun out) {
        out.fill(state, offset + slots);
    }

    /** The same for the state of a policy over {@code evaluations} verdicts. */
    public static void describe(int evaluations, double[] state, int offset, AnomalyRun out) {
        out.fill(state, offset + EVALUATION * evaluations);
    }

    /** Closes the open run, if there is one; a hold-off continues. */
    public static void close(int evaluations, double[] state, int offset) {
        state[offset + EVALUATION * evaluations + SEVERITY] = 0;
    }

    /**
     * Moves the state of a policy over another number of evaluations to this one: an open run continues; evaluations
     * that might still have opened one are discarded.
     */
    public void resize(double[] source, int sourceOffset, int evaluations, double[] target, int targetOffset) {
        int run = targetOffset + slots;
        System.arraycopy(source, sourceOffset + EVALUATION * evaluations, target, run, RUN);
        target[run + BITS] = 0;
        target[run + SLOT] = 0;
    }

    /** Processes one evaluation; if the result is not {@link Transition#NONE}, {@code out} describes the run. */
    public Transition step(
            double[] state, int offset, long timestampMillis, double value, Verdict verdict, AnomalyRun out) {
        int run = offset + slots;
        if (verdict.unusual() && !config.relevance().concerns(verdict, value)) {
            verdict.overlook();
        }
        if (!verdict.goesOn() && isAtRest(state, run)) {
            return Transition.NONE; // a shortcut with the same result as the code below: most samples are usual
        }
        trackSide(state, run, verdict.side());
        boolean held = hold(state, run, timestampMillis);
        boolean news =
                verdict.unusual() && !(held && verdict.evidence() < config.growthFactor() * state[run + EMITTED]);
        Transition transition;
        if (state[run + SEVERITY] == 0) {
            transition = listen(state, run, timestampMillis, value, verdict, news);
        } else if (verdict.goesOn()) {
            transition = goOn(state, run, timestampMillis, value, verdict, news);
        } else {
            transition = rest(state, run);
        }
        boolean opened = transition == Transition.OPENED;
        if (opened || (news && transition == Transition.GREW)) {
            verdict.raise();
            if (config.holdOff().most() > 0) {
                state[run + EMITTED] = opened ? state[run + PEAK + SCORE] : verdict.evidence();
                state[run + HOLD] = 1;
                state[run + HELD_SINCE] = timestampMillis;
            }
        }
        if (transition != Transition.NONE) {
            out.fill(state, run);
        }
        if (transition == Transition.ENDED) {
            state[run + SEVERITY] = 0;
        }
        return transition;
    }

    /**
     * Whether a usual evaluation changes nothing: no run is open, no evaluation may still open one, and there is no
     * hold-off.
     */
    private static boolean isAtRest(double[] state, int run) {
        return state[run + BEYOND] == 0
                && state[run + BITS] == 0
                && state[run + SEVERITY] == 0
                && state[run + HOLD] == 0;
    }

    private static void trackSide(double[] state, int run, int side) {
        double beyond = state[run + BEYOND];
        if (side > 0) {
            state[run + BEYOND] = Math.max(beyond, 0) + 1;
        } else if (side < 0) {
            state[run + BEYOND] = Math.min(beyond, 0) - 1;
        } else if (beyond != 0) {
            state[run + BEYOND] = 0;
        }
    }

    /** Whether the hold-off suppresses this evaluation; counts it. */
    private boolean hold(double[] state, int run, long timestampMillis) {
        double evaluation = state[run + HOLD];
        if (evaluation == 0) {
            return false;
        }
        boolean held = config.holdOff().lasts(evaluation, timestampMillis - state[run + HELD_SINCE]);
        state[run + HOLD] = held ? evaluation + 1 : 0;
        return held;
    }

    /** An evaluation while no run is open. */
    private Transition listen(
            double[] state, int run, long timestampMillis, double value, Verdict verdict, boolean news) {
        int bits = ((int) state[run + BITS] << 1) & mask;
        if (news) {
            bits |= 1;
        }
        state[run + BITS] = bits;
        if (bits == 0) {
            return Transition.NONE;
        }
        int next = (int) state[run + SLOT] + 1;
        int slot = next >= config.evaluations() ? 0 : next;
        state[run + SLOT] = slot;
        if (news) {
            write(state, slotAt(run, slot), timestampMillis, value, verdict);
        }
        if (Integer.bitCount(bits) < config.unusual()) {
            return Transition.NONE;
        }
        open(state, run, bits, slot, verdict.threshold());
        state[run + SEVERITY] = -state[run + SEVERITY];
        return ripen(state, run, timestampMillis);
    }

    /** Opens the pending run if it has lasted long enough. */
    private Transition ripen(double[] state, int run, long timestampMillis) {
        if (timestampMillis - state[run + START] < config.relevance().leastMillis()) {
            return Transition.NONE;
        }
        state[run + SEVERITY] = -state[run + SEVERITY];
        state[run + EMITTED] = state[run + PEAK + SCORE];
        return Transition.OPENED;
    }

    private void write(double[] state, int at, long timestampMillis, double value, Verdict verdict) {
        state[at + TIME] = timestampMillis;
        state[at + VALUE] = value;
        state[at + EXPECTED] = verdict.expected();
        state[at + LOWER] = config.relevance().lower(verdict);
        state[at + UPPER] = config.relevance().upper(verdict);
        state[at + SCORE] = verdict.evidence();
        state[at + PATTERN] = verdict.pattern().code();
    }

    /** Makes a run from the evaluations whose bits are set; bit 0 is set and its evaluation is in {@code slot}. */
    private void open(double[] state, int run, int bits, int slot, double threshold) {
        int oldest = 31 - Integer.numberOfLeadingZeros(bits);
        int first = slotAt(run, slot - oldest);
        int peak = first;
        for (int i = oldest - 1; i >= 0; i--) {
            int at = slotAt(run, slot - i);
            if ((bits >> i & 1) != 0 && state[at + SCORE] > state[peak + SCORE]) {
                peak = at;
            }
        }
        state[run + START] = state[first + TIME];
        state[run + LAST_UNUSUAL] = state[slotAt(run, slot) + TIME];
        state[run + SAMPLES] = oldest + 1;
        state[run + QUIET] = 0;
        state[run + BITS] = 0;
        System.arraycopy(state, peak, state, run + PEAK, EVALUATION);
        state[run + RUN_PATTERN] = state[peak + PATTERN];
        state[run + SEVERITY] = severity(state[peak + SCORE], threshold);
        noteShift(state, run);
    }

    /** The position of a slot; negative indexes count from the end. */
    private int slotAt(int run, int slot) {
        return run + EVALUATION * slot - (slot < 0 ? 0 : slots);
    }

    /** An evaluation that continues an open run. */
    private Transition goOn(
            double[] state, int run, long timestampMillis, double value, Verdict verdict, boolean news) {
        state[run + SAMPLES] += state[run + QUIET] + 1;
        state[run + QUIET] = 0;
        state[run + LAST_UNUSUAL] = timestampMillis;
        double score = verdict.evidence();
        boolean wasShift = isShift(state, run);
        if (verdict.unusual() && score > state[run + PEAK + SCORE]) {
            write(state, run + PEAK, timestampMillis, value, verdict);
            if (!wasShift) {
                state[run + RUN_PATTERN] = verdict.pattern().code();
            }
        }
        boolean pending = state[run + SEVERITY] < 0;
        double before = Math.abs(state[run + SEVERITY]);
        double severity = Math.max(before, severity(state[run + PEAK + SCORE], verdict.threshold()));
        boolean worse = severity > before;
        state[run + SEVERITY] = pending ? -severity : severity;
        noteShift(state, run);
        if (pending) {
            return ripen(state, run, timestampMillis);
        }
        boolean again = news && (config.holdOff().most() > 0 || score >= config.growthFactor() * state[run + EMITTED]);
        boolean shifted = !wasShift && isShift(state, run);
        if (!worse && !shifted && !again) {
            return Transition.NONE;
        }
        state[run + EMITTED] = state[run + PEAK + SCORE];
        return Transition.GREW;
    }

    /** A usual evaluation while a run is open. */
    private Transition rest(double[] state, int run) {
        state[run + QUIET]++;
        if (state[run + QUIET] < config.endAfter()) {
            return Transition.NONE;
        }
        if (state[run + SEVERITY] < 0) {
            state[run + SEVERITY] = 0; // nothing was emitted
            return Transition.NONE;
        }
        return Transition.ENDED;
    }

    /** Turns the run into a level shift once it has stayed beyond one side of the band for long enough. */
    private void noteShift(double[] state, int run) {
        if (Math.abs(state[run + BEYOND]) >= config.shiftAfter()) {
            state[run + RUN_PATTERN] = Pattern.LEVEL_SHIFT.code();
        }
    }

    private static boolean isShift(double[] state, int run) {
        return state[run + RUN_PATTERN] == Pattern.LEVEL_SHIFT.code();
    }

    private int severity(double score, double threshold) {
        double critical = Numerics.larger(config.criticalScore(), CRITICAL * threshold);
        return (score >= critical ? Severity.CRITICAL : Severity.WARNING).code();
    }
}
