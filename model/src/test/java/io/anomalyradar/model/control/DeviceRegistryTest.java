package io.anomalyradar.model.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.anomalyradar.model.settings.SettingsException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceRegistryTest {
    private final DeviceRegistry registry = new DeviceRegistry();
    private long offset;

    @Test
    void entry_isReadAsWritten() throws SettingsException {
        DeviceEntry entry = new DeviceEntry(
                "pump-3",
                4,
                "Pump three",
                "hall-2",
                "line-1",
                List.of("tank-9"),
                Map.of("site", "B1"),
                "ana",
                17,
                List.of(new DeviceEntry.EarlierPlacement(5, new Placement("hall-1", Map.of()))),
                false,
                3);

        assertThat(DeviceJson.read(DeviceJson.write(entry), "pump-3")).isEqualTo(entry);
    }

    @Test
    void deviceThatMoves_isPlacedByTheAppendTimeOfItsTelemetry() throws SettingsException {
        add(1_000, set("{\"group\": \"hall-1\"}"));
        add(2_000, set("{\"group\": \"hall-1\", \"displayName\": \"renamed, not moved\"}"));
        add(3_000, set("{\"group\": \"hall-2\"}"));
        add(4_000, set("{\"group\": \"hall-3\", \"attributes\": {\"site\": \"B1\"}}"));

        assertThat(groupAt(1_249)).as("before it was registered").isEmpty();
        assertThat(groupAt(1_250)).isEqualTo("hall-1");
        assertThat(groupAt(3_249)).isEqualTo("hall-1");
        assertThat(groupAt(3_250)).isEqualTo("hall-2");
        assertThat(groupAt(4_249)).isEqualTo("hall-2");
        assertThat(groupAt(4_250)).isEqualTo("hall-3");
        assertThat(registry.placementAt("d", 4_250).attributes()).containsEntry("site", "B1");
    }

    /** What compaction leaves of the topic places the device like the whole topic. */
    @Test
    void newestRecordAlone_placesLikeAll() throws SettingsException {
        add(1_000, set("{\"group\": \"hall-1\"}"));
        add(3_000, set("{\"group\": \"hall-2\"}"));
        RegisteredDevice newest = known();
        DeviceRegistry compacted = new DeviceRegistry();

        compacted.add("d", newest.offset(), 3_000, DeviceJson.write(newest.entry()));

        for (long time : new long[] {0, 1_250, 3_249, 3_250, 9_000}) {
            assertThat(compacted.placementAt("d", time)).isEqualTo(registry.placementAt("d", time));
        }
    }

    @Test
    void historyOfPlacements_isBounded() throws SettingsException {
        for (int i = 0; i < 40; i++) {
            add(1_000L * i, set("{\"group\": \"hall-" + i + "\"}"));
        }

        assertThat(known().entry().earlier()).hasSize(DeviceEntry.MAX_EARLIER);
        assertThat(groupAt(38_500)).isEqualTo("hall-38");
    }

    @Test
    void deletedDevice_forgetsWhatWasAppendedBefore_alsoWhenItComesBack() throws SettingsException {
        add(1_000, set("{\"group\": \"hall-1\"}"));

        add(5_000, known().entry().asDeleted());
        add(9_000, set("{\"group\": \"hall-2\"}"));

        assertThat(registry.isDeleted("d", 5_249)).isTrue();
        assertThat(registry.isDeleted("d", 5_250)).isFalse();
        assertThat(registry.isDeleted("other", 0)).isFalse();
        assertThat(known().entry().deleted()).isFalse();
    }

    @Test
    void ofTwoRecordsWithOneRevision_theFirstWins() throws SettingsException {
        DeviceEntry first = set("{\"group\": \"first\"}");
        DeviceEntry second = set("{\"group\": \"second\"}");
        add(1_000, first);

        assertThatExceptionOfType(SettingsException.class).isThrownBy(() -> add(1_001, second));
        assertThat(groupAt(5_000)).isEqualTo("first");
    }

    @Test
    void recordWithoutValue_endsWhatIsKnown() throws SettingsException {
        add(1_000, set("{\"group\": \"hall-1\"}"));

        registry.add("d", 7, 2_000, null);

        assertThat(registry.find("d")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense | Unrecognized token",
                "{\"grup\": \"x\"} | 'grup' is not a field",
                "{\"device\": \"e\"} | 'device' is 'e', but the entry is that of 'd'",
                "{\"feeds\": \"x\"} | feeds must be a list",
                "{\"attributes\": {\"site\": 3}} | attributes.site must be a text",
                "{\"attributes\": {\"site\": \"\\ud800\"}} | attributes.site has an unpaired surrogate",
                "{\"attributes\": {\"\\ud800\": \"x\"}} | a name in attributes has an unpaired surrogate",
                "{\"displayName\": \"a\\u202eb\"} | displayName has a character at index 1 that changes the order",
                "{\"owner\": \"a\\nb\"} | owner has a line break",
                "{\"parent\": \"d\"} | a device is not its own parent",
                "{\"feeds\": [\"e\", \"d\"]} | a device does not feed itself",
            })
    void entryThatCannotBeUsed_isRefused(String text, String message) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> registry.add("d", 0, 0, text.getBytes(UTF_8)))
                .withMessageContaining(message);
    }

    /** The next revision of device "d", as a server makes it from what a client sends. */
    private DeviceEntry set(String json) throws SettingsException {
        DeviceEntry wanted = DeviceJson.read(json.getBytes(UTF_8), "d");
        RegisteredDevice known = registry.find("d");
        return (known == null ? new RegisteredDevice(DeviceEntry.named("d"), -1, 0) : known).next(wanted);
    }

    private void add(long appendTimeMillis, DeviceEntry entry) throws SettingsException {
        registry.add("d", offset++, appendTimeMillis, DeviceJson.write(entry));
    }

    private RegisteredDevice known() {
        return Objects.requireNonNull(registry.find("d"));
    }

    private String groupAt(long appendTimeMillis) {
        return registry.placementAt("d", appendTimeMillis).group();
    }
}
