package io.anomalyradar.server.inbox;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.server.security.DeviceView;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts are wanted.
 *
 * @param states any of them
 * @param severity null: any
 * @param device null: any
 * @param belonging whether an alert belongs where it should
 * @param view the devices that may be seen
 * @param limit the most that are returned
 */
public record AlertQuery(
        Set<AlertState> states,
        @Nullable AlertSeverity severity,
        @Nullable String device,
        Predicate<Alert> belonging,
        DeviceView view,
        int limit) {
    public static final Set<AlertState> OPEN = EnumSet.complementOf(EnumSet.of(AlertState.RESOLVED));

    boolean wants(Alert alert) {
        return states.contains(alert.state())
                && (severity == null || severity == alert.severity())
                && (device == null || device.equals(alert.device()))
                && belonging.test(alert)
                && view.covers(alert.device());
    }
}
