package io.anomalyradar.model.control;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.model.settings.JsonFields;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.model.settings.SettingsJson;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Channels as JSON: {@code {"id": "oncall", "type": "pagerduty", "key": "secret:pagerduty"}}. */
final class NotifyChannelJson {
    private static final Pattern SECRET = Pattern.compile(NotifyChannel.SECRET + "[a-z0-9-]{1,64}");

    private NotifyChannelJson() {}

    static void write(JsonGenerator json, NotifyChannel channel) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", channel.id());
        json.writeStringField("type", channel.type().word());
        for (Map.Entry<String, String> setting : channel.settings().entrySet()) {
            json.writeStringField(setting.getKey(), setting.getValue());
        }
        json.writeEndObject();
    }

    static NotifyChannel read(JsonParser json) throws IOException, SettingsException {
        String id = "";
        @Nullable ChannelType type = null;
        SortedMap<String, String> texts = new TreeMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "id" -> id = EntryJson.id(json, field);
                case "type" -> type = type(json);
                default -> texts.put(field, JsonFields.text(json, field, NotifyChannel.MAX_TEXT));
            }
        }
        if (type == null) {
            throw SettingsJson.problem(json, "a channel needs a type: " + types());
        }
        if (id.equals(NotifyChannel.OF_RADAR_YAML)) {
            throw SettingsJson.problem(json, "the id 'webhook' belongs to alerts.webhook.url: choose another");
        }
        check(json, id, type, texts);
        return new NotifyChannel(id, type, texts);
    }

    private static ChannelType type(JsonParser json) throws IOException, SettingsException {
        String word = JsonFields.text(json, "type", 32);
        return ChannelType.named(word)
                .orElseThrow(
                        () -> SettingsJson.problem(json, "type '" + word + "' is not known; known are: " + types()));
    }

    private static String types() {
        return Arrays.stream(ChannelType.values()).map(ChannelType::word).collect(Collectors.joining(", "));
    }

    /** Messages never show a text: it may be a secret that stands where a reference belongs. */
    private static void check(JsonParser json, String id, ChannelType type, Map<String, String> texts)
            throws SettingsException {
        String channel = "channel " + id + " (" + type.word() + "): ";
        for (Map.Entry<String, String> text : texts.entrySet()) {
            ChannelType.Field field = type.field(text.getKey())
                    .orElseThrow(() -> SettingsJson.problem(
                            json,
                            channel + "'" + text.getKey() + "' is not a field; known are: "
                                    + type.fields().stream()
                                            .map(ChannelType.Field::name)
                                            .collect(Collectors.joining(", "))));
            boolean reference = SECRET.matcher(text.getValue()).matches();
            if (field.secret() == ChannelType.Secrecy.ALWAYS && !reference) {
                throw SettingsJson.problem(
                        json,
                        channel + field.name() + " must be a reference such as secret:" + type.word()
                                + "; the secret itself belongs into an environment variable or a file"
                                + " (docs/notifications.md)");
            }
            if (field.secret() == ChannelType.Secrecy.NEVER && text.getValue().startsWith(NotifyChannel.SECRET)) {
                throw SettingsJson.problem(json, channel + field.name() + " cannot be a secret");
            }
        }
        try {
            var unused = ChannelBudget.of(type, texts);
            ChannelRate.check(type, texts);
        } catch (SettingsException invalid) {
            throw SettingsJson.problem(json, channel + invalid.getMessage());
        }
        for (ChannelType.Field field : type.fields()) {
            if (field.required() && texts.getOrDefault(field.name(), "").isBlank()) {
                throw SettingsJson.problem(json, channel + field.name() + " is missing");
            }
        }
    }
}
