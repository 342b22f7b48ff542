package io.anomalyradar.server.silences;

import io.anomalyradar.history.Device;
import io.anomalyradar.history.HistoryQueries;
import io.anomalyradar.history.Page;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.control.PlacedSilence;
import io.anomalyradar.server.inbox.AlertBoard;
import io.anomalyradar.server.security.DeviceView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a silence covers now, whatever its times.
 *
 * @param alerts open ones
 * @param devices how many stored devices
 * @param examples names of some of these devices
 */
record Reach(List<Alert> alerts, int devices, List<String> examples) {
    private static final int MAX_EXAMPLES = 10;
    private static final int PAGE = 1_000;

    /** The open alerts that {@code silence} covers. */
    static List<Alert> alerts(PlacedSilence silence, AlertBoard board, DeviceRegistry registry, long nowMillis) {
        return board.open(alert -> silence.covers(
                alert.rule(),
                alert.labels(),
                alert.device(),
                alert.anomaly().metric(),
                registry.placementAt(alert.device(), nowMillis)));
    }

    static Reach of(
            PlacedSilence silence,
            AlertBoard board,
            HistoryQueries store,
            DeviceRegistry registry,
            DeviceView view,
            long nowMillis) {
        int devices = 0;
        List<String> examples = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<Device> page = store.devices("", new PageRequest(PAGE, cursor));
            for (Device device : page.items()) {
                if (view.covers(device.name())
                        && silence.silence()
                                .selector()
                                .matches(device.name(), registry.placementAt(device.name(), nowMillis))) {
                    devices++;
                    if (examples.size() < MAX_EXAMPLES) {
                        examples.add(device.name());
                    }
                }
            }
            cursor = page.next();
        } while (cursor != null);
        return new Reach(alerts(silence, board, registry, nowMillis), devices, examples);
    }
}
