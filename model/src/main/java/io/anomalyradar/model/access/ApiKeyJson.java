package io.anomalyradar.model.access;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.anomalyradar.model.settings.JsonFields;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.model.settings.SettingsJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The JSON form of keys: schema ApiKey of spec/openapi.yaml; in radar.keys the hash is added. */
public final class ApiKeyJson {
    private static final int MAX_LIST = 100;
    private static final int MAX_TEXT = 256;
    private static final long MOST_MILLIS = 999_999_999_999_999L;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private ApiKeyJson() {}

    /** The record of radar.keys. */
    public static byte[] encode(ApiKey key) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            writeFields(json, key);
            json.writeStringField("hash", key.hash());
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Writes the fields that may be shown: neither secret nor hash is among them. */
    public static void writeFields(JsonGenerator json, ApiKey key) throws IOException {
        json.writeStringField("id", key.id());
        json.writeNumberField("revision", key.revision());
        json.writeStringField("name", key.name());
        json.writeStringField("role", key.grant().role().word());
        writeTexts(json, "doors", key.grant().doors());
        writeTexts(json, "groups", key.grant().groups());
        json.writeStringField("devicePrefix", key.grant().devicePrefix());
        json.writeBooleanField("oneTime", key.oneTime());
        json.writeNumberField("createdAtMillis", key.createdAtMillis());
        json.writeStringField("createdBy", key.createdBy());
        json.writeNumberField("expiresAtMillis", key.expiresAtMillis());
        json.writeNumberField("revokedAtMillis", key.revokedAtMillis());
        json.writeStringField("revokedBy", key.revokedBy());
    }

    private static void writeTexts(JsonGenerator json, String name, Collection<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : new TreeSet<>(texts)) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /**
     * The key in {@code bytes}, a record of radar.keys or the body that asks for a new key; absent fields are empty.
     *
     * @throws SettingsException when it is not JSON, has an unknown field or a value that is not accepted, with the
     *     place
     */
    public static ApiKey read(byte[] bytes) throws SettingsException {
        try (JsonParser json = FACTORY.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw SettingsJson.problem(json, "a key is a JSON object");
            }
            return key(json);
        } catch (JsonProcessingException malformed) {
            throw new SettingsException(malformed.getOriginalMessage());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static ApiKey key(JsonParser json) throws IOException, SettingsException {
        Map<String, String> texts = new HashMap<>();
        Map<String, Long> numbers = new HashMap<>();
        Map<String, List<String>> lists = new HashMap<>();
        boolean oneTime = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "name" -> texts.put(field, JsonFields.text(json, field, ApiKey.MAX_NAME));
                case "id", "role", "devicePrefix", "createdBy", "revokedBy", "hash" ->
                    texts.put(field, JsonFields.text(json, field, MAX_TEXT));
                case "doors", "groups" -> lists.put(field, JsonFields.texts(json, field, MAX_LIST, MAX_TEXT));
                case "oneTime" -> oneTime = JsonFields.flag(json, field);
                case "revision", "createdAtMillis", "expiresAtMillis", "revokedAtMillis" ->
                    numbers.put(field, JsonFields.wholeNumber(json, field, MOST_MILLIS));
                default ->
                    throw JsonFields.unknown(
                            json, field, "name, role, doors, groups, devicePrefix," + " expiresAtMillis");
            }
        }
        return key(texts, numbers, lists, oneTime);
    }

    private static ApiKey key(
            Map<String, String> texts, Map<String, Long> numbers, Map<String, List<String>> lists, boolean oneTime)
            throws SettingsException {
        String word = texts.getOrDefault("role", Role.NONE.word());
        Role role = Role.of(word)
                .orElseThrow(() -> new SettingsException(
                        "role '" + word + "' is not known; known are: none, viewer, operator, editor, admin"));
        return new ApiKey(
                texts.getOrDefault("id", ""),
                (int) Math.min(Integer.MAX_VALUE, numbers.getOrDefault("revision", 0L)),
                texts.getOrDefault("name", "").strip(),
                texts.getOrDefault("hash", ""),
                new Grant(
                        role,
                        Set.copyOf(lists.getOrDefault("doors", List.of())),
                        Set.copyOf(lists.getOrDefault("groups", List.of())),
                        texts.getOrDefault("devicePrefix", "")),
                oneTime,
                numbers.getOrDefault("createdAtMillis", 0L),
                texts.getOrDefault("createdBy", ""),
                numbers.getOrDefault("expiresAtMillis", 0L),
                numbers.getOrDefault("revokedAtMillis", 0L),
                texts.getOrDefault("revokedBy", ""));
    }
}
