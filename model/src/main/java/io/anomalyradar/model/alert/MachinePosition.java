package io.anomalyradar.model.alert;

/**
 * The state that a key of a state machine is in.
 *
 * @param pattern id of the machine
 * @param state its name
 * @param ended whether the key is in it no more, and in no other: the state is final, or nothing moved the key for long
 * @param sinceMillis when it was entered, by the times of the inputs
 * @param atMillis append time at which that was known
 * @param input what moved the key last, for people
 */
public record MachinePosition(
        String pattern, String key, String state, boolean ended, long sinceMillis, long atMillis, String input) {

    /** The key of its record in radar.states. */
    public String id() {
        return pattern + "\n" + key;
    }
}
