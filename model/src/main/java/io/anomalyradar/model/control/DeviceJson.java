package io.anomalyradar.model.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.anomalyradar.model.control.DeviceEntry.EarlierPlacement;
import io.anomalyradar.model.settings.JsonFields;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.model.settings.SettingsJson;
import io.anomalyradar.model.telemetry.FrameLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the device registry as JSON: schema RegistryEntry of spec/openapi.yaml, the same in the topic, the API
 * and files.
 */
public final class DeviceJson {
    /** An entry takes at most so many bytes. */
    public static final int MAX_BYTES = 128 << 10;

    private static final String FIELDS = "device, revision, displayName, group, parent, feeds, attributes, owner,"
            + " placedSinceMillis, earlier, deleted, deletedBeforeMillis";
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private DeviceJson() {}

    /** The entry in one line. */
    public static byte[] write(DeviceEntry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            write(json, entry);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Writes the entry as one object. */
    public static void write(JsonGenerator json, DeviceEntry entry) throws IOException {
        json.writeStartObject();
        writeFields(json, entry);
        json.writeEndObject();
    }

    /** Writes the fields of the object that is open. */
    public static void writeFields(JsonGenerator json, DeviceEntry entry) throws IOException {
        json.writeStringField("device", entry.device());
        json.writeNumberField("revision", entry.revision());
        json.writeStringField("displayName", entry.displayName());
        json.writeStringField("group", entry.group());
        json.writeStringField("parent", entry.parent());
        json.writeArrayFieldStart("feeds");
        for (String fed : entry.feeds()) {
            json.writeString(fed);
        }
        json.writeEndArray();
        writeTexts(json, "attributes", entry.attributes());
        json.writeStringField("owner", entry.owner());
        json.writeNumberField("placedSinceMillis", entry.placedSinceMillis());
        json.writeArrayFieldStart("earlier");
        for (EarlierPlacement earlier : entry.earlier()) {
            json.writeStartObject();
            json.writeNumberField("sinceMillis", earlier.sinceMillis());
            json.writeStringField("group", earlier.placement().group());
            writeTexts(json, "attributes", earlier.placement().attributes());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeBooleanField("deleted", entry.deleted());
        json.writeNumberField("deletedBeforeMillis", entry.deletedBeforeMillis());
    }

    private static void writeTexts(JsonGenerator json, String field, Map<String, String> texts) throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            json.writeStringField(text.getKey(), text.getValue());
        }
        json.writeEndObject();
    }

    /**
     * The entry in {@code bytes}; fields that are absent are empty.
     *
     * @param device its name, which the field of that name must repeat where it is given; null: the field decides
     * @throws SettingsException when it is not JSON, has an unknown field, or a value that is not accepted, with the
     *     position
     */
    public static DeviceEntry read(byte[] bytes, @Nullable String device) throws SettingsException {
        if (bytes.length > MAX_BYTES) {
            throw new SettingsException(
                    "the entry has " + bytes.length + " bytes, at most " + MAX_BYTES + " are allowed");
        }
        try (JsonParser json = JSON.createParser(bytes)) {
            json.nextToken();
            DeviceEntry entry = read(json, device);
            if (json.nextToken() != null) {
                throw SettingsJson.problem(json, "something follows the entry");
            }
            return entry;
        } catch (com.fasterxml.jackson.core.JsonProcessingException malformed) {
            throw new SettingsException(malformed.getOriginalMessage());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static DeviceEntry read(JsonParser json, @Nullable String expected) throws IOException, SettingsException {
        JsonFields.require(json, JsonToken.START_OBJECT, "a device must be a JSON object");
        int text = DeviceEntry.MAX_TEXT;
        String device = expected == null ? "" : expected;
        int revision = 0;
        String displayName = "";
        String group = "";
        String parent = "";
        List<String> feeds = List.of();
        Map<String, String> attributes = Map.of();
        String owner = "";
        long placedSince = 0;
        List<EarlierPlacement> earlier = List.of();
        boolean deleted = false;
        long deletedBefore = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "device" -> device = deviceName(json, expected);
                case "revision" -> revision = (int) JsonFields.wholeNumber(json, field, Integer.MAX_VALUE);
                case "displayName" -> displayName = JsonFields.text(json, field, text);
                case "group" -> group = JsonFields.text(json, field, text);
                case "parent" -> parent = JsonFields.text(json, field, FrameLimits.MAX_NAME_LENGTH);
                case "feeds" ->
                    feeds = JsonFields.texts(json, field, DeviceEntry.MAX_FEEDS, FrameLimits.MAX_NAME_LENGTH);
                case "attributes" -> attributes = JsonFields.textByName(json, field, DeviceEntry.MAX_ATTRIBUTES, text);
                case "owner" -> owner = JsonFields.text(json, field, text);
                case "placedSinceMillis" -> placedSince = JsonFields.wholeNumber(json, field, Long.MAX_VALUE);
                case "earlier" -> earlier = earlier(json);
                case "deleted" -> deleted = JsonFields.flag(json, field);
                case "deletedBeforeMillis" -> deletedBefore = JsonFields.wholeNumber(json, field, Long.MAX_VALUE);
                default -> throw JsonFields.unknown(json, field, FIELDS);
            }
        }
        if (device.isEmpty()) {
            throw SettingsJson.problem(json, "'device' must name the device");
        }
        if (device.equals(parent)) {
            throw SettingsJson.problem(json, "a device is not its own parent");
        }
        if (feeds.contains(device)) {
            throw SettingsJson.problem(json, "a device does not feed itself");
        }
        return new DeviceEntry(
                device,
                revision,
                displayName,
                group,
                parent,
                feeds,
                attributes,
                owner,
                placedSince,
                earlier,
                deleted,
                deletedBefore);
    }

    private static String deviceName(JsonParser json, @Nullable String expected) throws IOException, SettingsException {
        String device = JsonFields.text(json, "device", FrameLimits.MAX_NAME_LENGTH);
        if (expected != null && !device.equals(expected)) {
            throw SettingsJson.problem(
                    json, "'device' is '" + device + "', but the entry is that of '" + expected + "'");
        }
        return device;
    }

    private static List<EarlierPlacement> earlier(JsonParser json) throws IOException, SettingsException {
        JsonFields.require(json, JsonToken.START_ARRAY, "earlier must be a list");
        List<EarlierPlacement> earlier = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            JsonFields.require(json, JsonToken.START_OBJECT, "an earlier placement must be an object");
            long since = 0;
            String group = "";
            Map<String, String> attributes = Map.of();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "sinceMillis" -> since = JsonFields.wholeNumber(json, field, Long.MAX_VALUE);
                    case "group" -> group = JsonFields.text(json, field, DeviceEntry.MAX_TEXT);
                    case "attributes" ->
                        attributes =
                                JsonFields.textByName(json, field, DeviceEntry.MAX_ATTRIBUTES, DeviceEntry.MAX_TEXT);
                    default -> throw JsonFields.unknown(json, field, "sinceMillis, group, attributes");
                }
            }
            earlier.add(new EarlierPlacement(since, new Placement(group, attributes)));
        }
        if (earlier.size() > DeviceEntry.MAX_EARLIER) {
            throw SettingsJson.problem(
                    json, "earlier has " + earlier.size() + " placements, at most " + DeviceEntry.MAX_EARLIER);
        }
        return earlier;
    }
}
