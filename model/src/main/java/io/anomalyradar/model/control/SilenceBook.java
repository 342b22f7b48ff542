package io.anomalyradar.model.control;

import io.anomalyradar.model.settings.SettingsException;
import java.util.Collection;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The silences of radar.silences: the record with the highest revision of each, the first one where two have the same.
 * One thread adds records in the order of the log; any thread reads. At most {@value #MAX_SILENCES}: writers refuse
 * more, and a reader skips what is beyond.
 */
public final class SilenceBook {
    public static final int MAX_SILENCES = 2_000;

    private final ConcurrentNavigableMap<String, PlacedSilence> silences = new ConcurrentSkipListMap<>();

    /**
     * Takes the record of {@code id} at {@code offset}. A record without a value removes the silence.
     *
     * @param appendTimeMillis of the record, by the broker
     * @throws SettingsException when it is not a valid silence, or not the next revision: it changes nothing
     */
    public void add(String id, long offset, long appendTimeMillis, byte @Nullable [] value) throws SettingsException {
        if (value == null) {
            silences.remove(id);
            return;
        }
        Silence silence = SilenceJson.read(value);
        if (!silence.id().equals(id)) {
            throw new SettingsException("the silence is called " + silence.id() + ", but its key is " + id);
        }
        PlacedSilence known = silences.get(id);
        if (known != null && silence.revision() <= known.silence().revision()) {
            throw new SettingsException("revision " + silence.revision() + " is taken: another change was first");
        }
        if (known == null && silences.size() >= MAX_SILENCES) {
            throw new SettingsException("there are " + MAX_SILENCES + " silences already");
        }
        silences.put(id, new PlacedSilence(silence, offset, EffectiveTime.of(appendTimeMillis)));
    }

    /** The silence with this id; null: there is none. */
    public @Nullable PlacedSilence find(String id) {
        return silences.get(id);
    }

    /** All, those that are over among them. */
    public Collection<PlacedSilence> all() {
        return silences.values();
    }
}
