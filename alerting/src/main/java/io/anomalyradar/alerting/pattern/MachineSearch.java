package io.anomalyradar.alerting.pattern;

import io.anomalyradar.model.alert.MachinePosition;
import io.anomalyradar.model.control.EventPattern;
import io.anomalyradar.model.control.StateMachine;
import io.anomalyradar.model.wire.StableId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A state machine. A key is in one state or in none. Inputs move it, and the time: a state that ends after some time does
 * so before an input of that time or later, and without any input as soon as one of that time could no longer arrive. A
 * key that no input has moved for {@code within} ends too.
 *
 * <p>A state with an alert opens it when it is entered and ends it when it is left. Mutable, not thread-safe.
 */
final class MachineSearch implements Search {
    private final EventPattern pattern;
    private final CompiledMachine machine;
    private final String key;
    private final PatternOutput out;
    private @Nullable MachineProgress progress;
    private @Nullable MachineProgress gone; // in a state that this version does not have

    MachineSearch(
            EventPattern pattern,
            CompiledMachine machine,
            String key,
            PatternState before,
            Losses losses,
            PatternOutput out) {
        this.pattern = pattern;
        this.machine = machine;
        this.key = key;
        this.out = out;
        MachineProgress kept = before.progress();
        if (kept != null && machine.machine().indexOf(kept.state()) < 0) {
            gone = kept;
            losses.dropped++;
        } else {
            progress = kept;
        }
    }

    @Nullable
    MachineProgress progress() {
        return progress;
    }

    @Override
    public boolean isEmpty() {
        return progress == null;
    }

    private StateMachine.State state(MachineProgress at) {
        return machine.machine().states().get(machine.machine().indexOf(at.state()));
    }

    @Override
    public OptionalLong nextEndMillis() {
        MachineProgress at = progress;
        if (at == null) {
            return OptionalLong.empty();
        }
        long after = state(at).afterMillis();
        long idle = at.movedAppendMillis() + pattern.withinMillis();
        long end = after > 0 ? Math.min(idle, at.enteredAppendMillis() + after) : idle;
        return OptionalLong.of(end + 2 * PatternMatcher.PATIENCE_MILLIS);
    }

    @Override
    public void end(long nowMillis) {
        endGone(nowMillis);
        for (OptionalLong next = nextEndMillis();
                next.isPresent() && next.getAsLong() <= nowMillis;
                next = nextEndMillis()) {
            pass(nowMillis);
        }
    }

    @Override
    public void look(PatternInput input, long number, long nowMillis) {
        endGone(nowMillis);
        while (progress != null && passMillis(progress) <= input.timeMillis()) {
            pass(nowMillis);
        }
        MachineProgress at = progress;
        String to = at == null ? machine.begins(input) : machine.moves(at, input);
        if (to == null) {
            return;
        }
        Capture inputs = at == null ? Capture.of(input) : at.inputs().plus(input);
        enter(
                new MachineProgress(
                        to,
                        input.timeMillis(),
                        input.appendMillis(),
                        input.timeMillis(),
                        input.appendMillis(),
                        inputs,
                        at == null ? "" : at.alert(),
                        at == null ? 0 : at.alertMillis()),
                at,
                nowMillis);
    }

    /** When time moves or ends a key, by the times of the inputs. */
    private long passMillis(MachineProgress at) {
        long after = state(at).afterMillis();
        long idle = at.movedMillis() + pattern.withinMillis();
        return after > 0 ? Math.min(idle, at.enteredMillis() + after) : idle;
    }

    /** Time moves the key, or ends it. */
    private void pass(long nowMillis) {
        MachineProgress at = progress;
        if (at == null) {
            return;
        }
        StateMachine.State state = state(at);
        if (state.afterMillis() == 0
                || at.enteredMillis() + state.afterMillis() > at.movedMillis() + pattern.withinMillis()) {
            endAlert(at, at.movedMillis() + pattern.withinMillis(), nowMillis);
            progress = null;
            moved(at, true, nowMillis);
            return;
        }
        enter(
                new MachineProgress(
                        state.then(),
                        at.enteredMillis() + state.afterMillis(),
                        at.enteredAppendMillis() + state.afterMillis(),
                        at.movedMillis(),
                        at.movedAppendMillis(),
                        at.inputs(),
                        at.alert(),
                        at.alertMillis()),
                at,
                nowMillis);
    }

    private void enter(MachineProgress to, @Nullable MachineProgress from, long nowMillis) {
        StateMachine.State state = state(to);
        boolean isSame = from != null && from.state().equals(to.state());
        MachineProgress entered = to;
        if (!isSame) {
            if (from != null) {
                endAlert(from, to.enteredMillis(), nowMillis);
            }
            entered = withAlert(to, state.alerts() ? alertId(to) : "");
            if (state.alerts()) {
                out.found(match(entered, PatternMatch.Phase.BEGUN, to.enteredMillis(), nowMillis));
            }
        }
        if (state.isFinal()) {
            endAlert(entered, to.enteredMillis(), nowMillis);
        }
        progress = state.isFinal() ? null : entered;
        moved(entered, state.isFinal(), nowMillis);
    }

    private static MachineProgress withAlert(MachineProgress at, String alert) {
        return new MachineProgress(
                at.state(),
                at.enteredMillis(),
                at.enteredAppendMillis(),
                at.movedMillis(),
                at.movedAppendMillis(),
                at.inputs(),
                alert,
                alert.isEmpty() ? 0 : at.enteredMillis());
    }

    /** 32 hexadecimal digits; the same after a replay. */
    private String alertId(MachineProgress at) {
        MessageDigest digest = StableId.digest();
        String text = pattern.id() + "\n" + key + "\n" + at.inputs().first().id() + "\n"
                + at.inputs().last().id() + "\n" + at.state() + "\n" + at.enteredMillis();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return StableId.of(digest);
    }

    private void endAlert(MachineProgress at, long endMillis, long nowMillis) {
        if (!at.alert().isEmpty()) {
            out.found(match(at, PatternMatch.Phase.OVER, endMillis, nowMillis));
        }
    }

    private void endGone(long nowMillis) {
        MachineProgress at = gone;
        if (at != null) {
            gone = null;
            endAlert(at, Math.max(at.alertMillis(), at.movedMillis()), nowMillis);
            moved(at, true, nowMillis);
        }
    }

    private PatternMatch match(MachineProgress at, PatternMatch.Phase phase, long endMillis, long nowMillis) {
        String text = at.state() + " since " + Instant.ofEpochMilli(at.enteredMillis()) + "; last: "
                + at.inputs().last().shown();
        return new PatternMatch(
                pattern,
                key,
                at.alert(),
                phase,
                at.alertMillis(),
                endMillis,
                at.inputs().count(),
                at.inputs().last().source(),
                text,
                nowMillis);
    }

    private void moved(MachineProgress at, boolean ended, long nowMillis) {
        out.moved(new MachinePosition(
                pattern.id(),
                key,
                at.state(),
                ended,
                at.enteredMillis(),
                nowMillis,
                at.inputs().last().shown()));
    }
}
