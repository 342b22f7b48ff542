package io.anomalyradar.model.control;

import io.anomalyradar.model.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The accepted versions of the configuration, oldest first, from the records of radar.config. All readers that add the
 * same records in the order of the log have the same versions: a record is accepted if it is valid and its number is
 * greater than that of the version before it. Writers take the next number, so of two concurrent writers the first one
 * wins. Numbers may be left out, by at most {@value #MAX_GAP}: a later release may have written a version that this one
 * cannot read, and the oldest records are eventually deleted. Immutable.
 */
public final class ConfigTimeline {
    private static final int MAX_GAP = 1_000;

    public static final ConfigTimeline EMPTY = new ConfigTimeline(List.of());

    private final List<ConfigVersion> versions;

    private ConfigTimeline(List<ConfigVersion> versions) {
        this.versions = versions;
    }

    /**
     * This timeline with the record at {@code offset}.
     *
     * @param appendTimeMillis of the record, by the broker
     * @throws SettingsException when the record is not a valid version, or not the next one: it changes nothing
     */
    public ConfigTimeline with(long offset, long appendTimeMillis, byte @Nullable [] value) throws SettingsException {
        if (value == null) {
            throw new SettingsException("the record has no value");
        }
        ConfigDocument document = ConfigJson.read(value);
        ConfigVersion before = newest();
        int least = before == null ? 1 : before.number() + 1;
        if (document.version() < least) {
            throw new SettingsException("version " + document.version() + " is taken: another change was first");
        }
        if (before != null && document.version() > before.number() + MAX_GAP) {
            throw new SettingsException("version " + document.version() + " does not follow " + before.number());
        }
        long effective = EffectiveTime.of(appendTimeMillis);
        long notBefore = before == null ? Long.MIN_VALUE : before.effectiveFromMillis();
        List<ConfigVersion> all = new ArrayList<>(versions);
        all.add(new ConfigVersion(document, offset, Math.max(effective, notBefore)));
        return new ConfigTimeline(List.copyOf(all));
    }

    /** The accepted versions, oldest first. */
    public List<ConfigVersion> versions() {
        return versions;
    }

    /** The version accepted last; null: none. */
    public @Nullable ConfigVersion newest() {
        return versions.isEmpty() ? null : versions.get(versions.size() - 1);
    }

    /** How alerts are made and people notified by the newest version, or as released if there is none. */
    public AlertingConfig alerting() {
        ConfigVersion newest = newest();
        return newest == null ? AlertingConfig.RELEASE : newest.document().alerting();
    }

    /** The version {@code number}; null: it is not there. */
    public @Nullable ConfigVersion version(int number) {
        for (ConfigVersion version : versions) {
            if (version.number() == number) {
                return version;
            }
        }
        return null;
    }

    /**
     * The version that holds for telemetry appended at {@code appendTimeMillis}; the oldest one for telemetry that is
     * older than all. Null: there is none.
     */
    public @Nullable ConfigVersion at(long appendTimeMillis) {
        for (int i = versions.size() - 1; i > 0; i--) {
            if (versions.get(i).effectiveFromMillis() <= appendTimeMillis) {
                return versions.get(i);
            }
        }
        return versions.isEmpty() ? null : versions.get(0);
    }

    /** This timeline without the versions before {@code number}. */
    public ConfigTimeline from(int number) {
        return new ConfigTimeline(
                versions.stream().filter(version -> version.number() >= number).toList());
    }
}
