package io.anomalyradar.model.alert;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person's command on an alert: a record of radar.commands, whose key is the device; or a command on an
 * incident, whose key is the area.
 *
 * @param alert id of the alert or incident
 * @param device of the alert; empty for an incident
 * @param by the person; not empty
 * @param text the comment or the assignee; may be empty
 * @param untilMillis end of a snooze, as append time; otherwise 0
 * @param area of the incident; empty for an alert
 * @param subjects id of the incident to be merged, or ids of the alerts to be split off; otherwise empty
 * @param lead the alert that stands for those that are split off; otherwise null
 */
public record AlertCommand(
        String alert,
        String device,
        AlertAction action,
        String by,
        String text,
        long untilMillis,
        String area,
        List<String> subjects,
        @Nullable Alert lead) {
    public static final int MAX_TEXT = 2_000;
    public static final int MAX_NAME = 256;
    /** The most alerts that are split off by one command. */
    public static final int MAX_SUBJECTS = Incident.MAX_MEMBERS;

    public AlertCommand {
        subjects = List.copyOf(subjects);
    }

    /** A command that concerns nothing else. */
    public AlertCommand(
            String alert, String device, AlertAction action, String by, String text, long untilMillis, String area) {
        this(alert, device, action, by, text, untilMillis, area, List.of(), null);
    }

    /** A command on an alert. */
    public static AlertCommand onAlert(
            String alert, String device, AlertAction action, String by, String text, long untilMillis) {
        return new AlertCommand(alert, device, action, by, text, untilMillis, "");
    }

    /** Whether it is on an incident. */
    public boolean isOnIncident() {
        return !area.isEmpty();
    }

    /** Its key on the topic. */
    public String key() {
        return isOnIncident() ? area : device;
    }
}
