package io.anomalyradar.model.alert;

/**
 * A person's command on an alert: a record of radar.commands, whose key is the device.
 *
 * @param by the person; not empty
 * @param text the comment or the assignee; may be empty
 * @param untilMillis end of a snooze, as append time; otherwise 0
 */
public record AlertCommand(String alert, String device, AlertAction action, String by, String text, long untilMillis) {
    public static final int MAX_TEXT = 2_000;
    public static final int MAX_NAME = 256;
}
