package io.anomalyradar.pipeline.alert;

import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.event.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * What comes to the alerts of a device besides anomalies: a command of a person, or an event. One of them is null.
 */
public record DeviceInput(@Nullable AlertCommand command, @Nullable RecordedEvent event) {
    public static DeviceInput of(AlertCommand command) {
        return new DeviceInput(command, null);
    }

    public static DeviceInput of(RecordedEvent event) {
        return new DeviceInput(null, event);
    }

    /** The device. */
    public String key() {
        if (command != null) {
            return command.key();
        }
        if (event != null) {
            return event.key();
        }
        throw new IllegalStateException("neither a command nor an event");
    }
}
