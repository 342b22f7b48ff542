package io.anomalyradar.server.live;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.server.security.DeviceView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Every device at this moment, in columns. Devices are in order of their names.
 *
 * @param names identifies devices and groups: it changes with every name, order or membership
 * @param groups the groups that occur; the empty text is "none"
 * @param group the position in {@code groups} of each device's group
 * @param scores the greatest of the newest scores of each device's metrics, −log10 p
 * @param rates the share of unusual samples, from 0 to 1
 * @param states 0 ok, 1 warning, 2 critical, 3 learning
 * @param seenMillis when the newest frame was appended
 */
@SuppressWarnings("ArrayRecordComponent") // a column store, never compared
record FleetNow(
        String names,
        List<String> devices,
        List<String> groups,
        List<Integer> group,
        double[] scores,
        double[] rates,
        int[] states,
        long[] seenMillis) {
    static final int OK = 0;
    static final int WARNING = 1;
    static final int CRITICAL = 2;
    static final int LEARNING = 3;

    /** The devices that {@code view} covers. */
    static FleetNow of(LatestValues latest, List<Anomaly> open, DeviceRegistry registry, DeviceView view) {
        Map<String, Severity> severities = new HashMap<>();
        for (Anomaly anomaly : open) {
            severities.merge(anomaly.device(), anomaly.severity(), FleetNow::worse);
        }
        List<String> devices =
                latest.devices().keySet().stream().filter(view::covers).toList();
        Map<String, Integer> groups = new LinkedHashMap<>();
        List<Integer> group = new ArrayList<>(devices.size());
        double[] scores = new double[devices.size()];
        double[] rates = new double[devices.size()];
        int[] states = new int[devices.size()];
        long[] seen = new long[devices.size()];
        CRC32C checksum = new CRC32C();
        for (int i = 0; i < scores.length; i++) {
            String device = devices.get(i);
            LatestDevice known = latest.devices().getOrDefault(device, LatestDevice.NONE);
            String name = registry.shownGroup(device, known.rate().attributes());
            group.add(groups.computeIfAbsent(name, absent -> groups.size()));
            checksum.update((device + '\n' + name + '\n').getBytes(StandardCharsets.UTF_8));
            scores[i] = known.greatestScore();
            rates[i] = known.rate().share();
            states[i] = state(severities.get(device), known);
            seen[i] = known.rate().appendMillis();
        }
        return new FleetNow(
                devices.size() + "-" + Long.toHexString(checksum.getValue()),
                devices,
                List.copyOf(groups.keySet()),
                group,
                scores,
                rates,
                states,
                seen);
    }

    private static Severity worse(Severity one, Severity other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static int state(@Nullable Severity worst, LatestDevice known) {
        if (worst == null) {
            return known.isLearning() ? LEARNING : OK;
        }
        return worst == Severity.CRITICAL ? CRITICAL : WARNING;
    }
}
