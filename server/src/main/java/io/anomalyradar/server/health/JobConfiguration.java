package io.anomalyradar.server.health;

import io.anomalyradar.model.control.ConfigTimeline;
import io.anomalyradar.model.control.ConfigVersion;
import io.anomalyradar.server.log.ScoredHeartbeat;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Whether the job decides by the version of the configuration that holds. A job that is older than the server skips
 * versions that it cannot read, and decides by the version before. A version that is read late is no fault for {@link
 * #PATIENCE}. Thread-safe.
 */
public final class JobConfiguration {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String NAME = "configuration";

    /** The newest scores of a heartbeat device, and since when they have been made by another version than holds. */
    private record Seen(int used, int holds, long sinceMillis, long newestMillis) {
        boolean isWrong() {
            return used != holds && newestMillis - sinceMillis >= PATIENCE.toMillis();
        }
    }

    private final Supplier<ConfigTimeline> timeline;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    /** @param timeline what this server has read of the configuration */
    public JobConfiguration(Supplier<ConfigTimeline> timeline) {
        this.timeline = timeline;
    }

    /** A heartbeat came back scored. */
    public void scored(ScoredHeartbeat heartbeat) {
        long time = heartbeat.appendTimeMillis();
        ConfigVersion version = timeline.get().at(time);
        int holds = version == null ? 0 : version.number();
        seen.compute(heartbeat.position().device(), (device, before) -> {
            boolean goesOn = before != null && before.used() != before.holds();
            long since = goesOn ? before.sinceMillis() : time;
            return new Seen(heartbeat.configVersion(), holds, since, time);
        });
    }

    /** Which version the job decides by; down while that is not the one that holds. */
    public PartState state() {
        int used = 0;
        for (Seen each : seen.values()) {
            if (each.isWrong()) {
                return PartState.down(NAME, each.used() < each.holds() ? older(each) : newer(each));
            }
            used = Math.max(used, each.used());
        }
        return seen.isEmpty()
                ? PartState.starting(NAME, "nothing has been scored yet")
                : PartState.up(NAME, used == 0 ? "as released" : "the job decides by version " + used);
    }

    private static String older(Seen each) {
        return "the job decides by version " + each.used() + " although " + each.holds()
                + " holds: it is older than this server and skips what it cannot read; upgrade it ('radar job upgrade')";
    }

    private static String newer(Seen each) {
        return "the job decides by version " + each.used() + ", this server has read up to " + each.holds()
                + ": it is older than the job; upgrade it";
    }
}
