package io.anomalyradar.server.push;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.anomalyradar.model.settings.JsonFields;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.model.settings.SettingsJson;
import io.anomalyradar.notify.webpush.PushSubscription;
import io.anomalyradar.server.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * Subscriptions as JSON: what a browser's {@code PushSubscription.toJSON()} is, and in radar.subscriptions the channel,
 * who switched it on, and when.
 */
final class SubscriptionJson {
    private static final int MAX_ADDRESS = 1_000;
    private static final int MAX_KEY = 200;
    private static final int MAX_TEXT = 256;
    private static final long MOST_MILLIS = 999_999_999_999_999L;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private SubscriptionJson() {}

    /** The record of radar.subscriptions. */
    static byte[] encode(BrowserSubscription subscription) {
        return Json.object(json -> {
            json.writeStringField("channel", subscription.channel());
            json.writeStringField("by", subscription.by());
            json.writeStringField("browser", subscription.browser());
            json.writeNumberField("createdMillis", subscription.createdMillis());
            json.writeStringField("endpoint", subscription.target().endpoint().toString());
            json.writeObjectFieldStart("keys");
            json.writeStringField("p256dh", subscription.target().p256dh());
            json.writeStringField("auth", subscription.target().auth());
            json.writeEndObject();
        });
    }

    /** A record of radar.subscriptions. */
    static BrowserSubscription decode(byte[] bytes) throws SettingsException {
        Map<String, String> texts = new HashMap<>();
        PushSubscription target = read(bytes, texts);
        return new BrowserSubscription(
                texts.getOrDefault("channel", ""),
                texts.getOrDefault("by", ""),
                texts.getOrDefault("browser", ""),
                Long.parseLong(texts.getOrDefault("createdMillis", "0")),
                target);
    }

    /** What a browser's {@code PushSubscription.toJSON()} is; its field {@code expirationTime} is ignored. */
    static PushSubscription ofBrowser(byte[] bytes) throws SettingsException {
        return read(bytes, new HashMap<>());
    }

    private static PushSubscription read(byte[] bytes, Map<String, String> texts) throws SettingsException {
        try (JsonParser json = FACTORY.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw SettingsJson.problem(json, "a subscription is a JSON object, as the browser's toJSON() makes it");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "endpoint" -> texts.put(field, JsonFields.text(json, field, MAX_ADDRESS));
                    case "channel", "by", "browser" -> texts.put(field, JsonFields.text(json, field, MAX_TEXT));
                    case "createdMillis" ->
                        texts.put(field, Long.toString(JsonFields.wholeNumber(json, field, MOST_MILLIS)));
                    case "keys" ->
                        JsonFields.textByName(json, field, 4, MAX_KEY).forEach(texts::put);
                    default -> json.skipChildren();
                }
            }
            return new PushSubscription(
                    URI.create(texts.getOrDefault("endpoint", "")),
                    texts.getOrDefault("p256dh", ""),
                    texts.getOrDefault("auth", ""));
        } catch (JsonProcessingException malformed) {
            throw new SettingsException(malformed.getOriginalMessage());
        } catch (IllegalArgumentException unusable) {
            throw new SettingsException(String.valueOf(unusable.getMessage()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
