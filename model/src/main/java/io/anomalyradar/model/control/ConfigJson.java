package io.anomalyradar.model.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.anomalyradar.model.settings.JsonFields;
import io.anomalyradar.model.settings.KeyCatalog;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.model.settings.SettingsJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A configuration document as JSON: schema ConfigDocument of spec/openapi.yaml, the same in the topic, the API and
 * files.
 */
public final class ConfigJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private ConfigJson() {}

    /** The document in one line. */
    public static byte[] write(ConfigDocument document) {
        return bytes(document, null);
    }

    /** The document as a person reads it. */
    public static byte[] writePretty(ConfigDocument document) {
        return bytes(document, new DefaultPrettyPrinter());
    }

    private static byte[] bytes(ConfigDocument document, @Nullable DefaultPrettyPrinter printer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.setPrettyPrinter(printer);
            write(json, document);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Writes the document as one object. */
    public static void write(JsonGenerator json, ConfigDocument document) throws IOException {
        json.writeStartObject();
        json.writeNumberField("version", document.version());
        json.writeNumberField("createdAtMillis", document.createdAtMillis());
        json.writeStringField("author", document.author());
        json.writeStringField("comment", document.comment());
        json.writeFieldName("defaults");
        SettingsJson.write(json, document.defaults(), KeyCatalog.DETECTOR);
        json.writeArrayFieldStart("overrides");
        for (SettingsOverride override : document.overrides()) {
            json.writeStartObject();
            json.writeFieldName("selector");
            SelectorJson.write(json, override.selector());
            json.writeFieldName("settings");
            SettingsJson.write(json, override.settings(), KeyCatalog.DETECTOR);
            json.writeEndObject();
        }
        json.writeEndArray();
        AlertingConfig alerting = document.alerting();
        EntryJson.write(json, "rules", alerting.rules(), AlertRuleJson::write);
        EntryJson.write(json, "patterns", alerting.patterns(), EventPatternJson::write);
        EntryJson.write(json, "channels", alerting.channels(), NotifyChannelJson::write);
        EntryJson.write(json, "routes", alerting.routes(), AlertRouteJson::write);
        json.writeFieldName("incidents");
        IncidentPolicyJson.write(json, alerting.incidents());
        EntryJson.write(json, "people", alerting.onCall().people(), OnCallJson::writePerson);
        EntryJson.write(json, "schedules", alerting.onCall().schedules(), OnCallJson::writeSchedule);
        EntryJson.write(json, "teams", alerting.onCall().teams(), EscalationJson::writeTeam);
        EntryJson.write(json, "escalations", alerting.onCall().escalations(), EscalationJson::write);
        json.writeFieldName("deployed");
        SettingsJson.write(json, document.deployed(), KeyCatalog.DETECTOR);
        json.writeEndObject();
    }

    /**
     * The document in {@code bytes}. Every field may be absent; absent defaults are the release's.
     *
     * @throws SettingsException when it is not JSON, has an unknown field or key, or a value that is not accepted; the
     *     message
     *     names the line and column, or the override, and the remedy
     */
    public static ConfigDocument read(byte[] bytes) throws SettingsException {
        if (bytes.length > ConfigDocument.MAX_BYTES) {
            throw new SettingsException("the document has " + bytes.length + " bytes, at most "
                    + ConfigDocument.MAX_BYTES + " are allowed");
        }
        try (JsonParser json = JSON.createParser(bytes)) {
            ConfigDocument document = document(json);
            if (json.nextToken() != null) {
                throw SettingsJson.problem(json, "something follows the document");
            }
            ConfigCheck.check(document);
            return document;
        } catch (com.fasterxml.jackson.core.JsonProcessingException malformed) {
            var place = malformed.getLocation();
            throw new SettingsException(
                    (place == null ? "" : "line " + place.getLineNr() + ", column " + place.getColumnNr() + ": ")
                            + malformed.getOriginalMessage());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static ConfigDocument document(JsonParser json) throws IOException, SettingsException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw SettingsJson.problem(json, "a configuration is a JSON object");
        }
        int version = 0;
        long createdAt = 0;
        String author = "";
        String comment = "";
        SortedMap<String, Object> defaults = ConfigDocument.releaseDefaults();
        List<SettingsOverride> overrides = List.of();
        List<AlertRule> rules = AlertingConfig.RELEASE.rules();
        List<EventPattern> patterns = List.of();
        List<NotifyChannel> channels = List.of();
        List<AlertRoute> routes = List.of();
        IncidentPolicy incidents = IncidentPolicy.RELEASE;
        List<Person> people = List.of();
        List<OnCallSchedule> schedules = List.of();
        List<Team> teams = List.of();
        List<Escalation> escalations = List.of();
        SortedMap<String, Object> deployed = new TreeMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "version" -> version = (int) JsonFields.wholeNumber(json, field, Integer.MAX_VALUE);
                case "createdAtMillis" -> createdAt = JsonFields.wholeNumber(json, field, Long.MAX_VALUE);
                case "author" -> author = JsonFields.text(json, field, ConfigDocument.MAX_COMMENT_LENGTH);
                case "comment" -> comment = JsonFields.lines(json, field, ConfigDocument.MAX_COMMENT_LENGTH);
                case "defaults" -> defaults.putAll(SettingsJson.read(json, KeyCatalog.DETECTOR));
                case "overrides" -> overrides = overrides(json);
                case "patterns" ->
                    patterns = EntryJson.read(
                            json, field, EventPattern.MAX_PATTERNS, EventPatternJson::read, EventPattern::id);
                case "rules" ->
                    rules = EntryJson.read(json, field, AlertRule.MAX_RULES, AlertRuleJson::read, AlertRule::id);
                case "channels" ->
                    channels = EntryJson.read(
                            json, field, NotifyChannel.MAX_CHANNELS, NotifyChannelJson::read, NotifyChannel::id);
                case "routes" ->
                    routes = EntryJson.read(json, field, AlertRoute.MAX_ROUTES, AlertRouteJson::read, AlertRoute::id);
                case "incidents" -> incidents = IncidentPolicyJson.read(json);
                case "people" ->
                    people = EntryJson.read(json, field, Person.MAX_PEOPLE, OnCallJson::readPerson, Person::id);
                case "schedules" ->
                    schedules = EntryJson.read(
                            json, field, OnCallSchedule.MAX_SCHEDULES, OnCallJson::readSchedule, OnCallSchedule::id);
                case "teams" -> teams = EntryJson.read(json, field, Team.MAX_TEAMS, EscalationJson::readTeam, Team::id);
                case "escalations" ->
                    escalations = EntryJson.read(
                            json, field, Escalation.MAX_ESCALATIONS, EscalationJson::read, Escalation::id);
                case "deployed" -> deployed = SettingsJson.read(json, KeyCatalog.DETECTOR);
                default ->
                    throw JsonFields.unknown(
                            json,
                            field,
                            "version, createdAtMillis, author, comment, defaults, overrides, rules, patterns, channels,"
                                    + " routes, incidents, people, schedules, teams, escalations, deployed");
            }
        }
        AlertingConfig alerting = new AlertingConfig(
                rules, channels, routes, incidents, new OnCall(people, schedules, teams, escalations), patterns);
        return new ConfigDocument(version, createdAt, author, comment, defaults, overrides, alerting, deployed);
    }

    private static List<SettingsOverride> overrides(JsonParser json) throws IOException, SettingsException {
        JsonFields.require(json, JsonToken.START_ARRAY, "overrides must be a list");
        List<SettingsOverride> overrides = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            overrides.add(override(json));
        }
        return overrides;
    }

    private static SettingsOverride override(JsonParser json) throws IOException, SettingsException {
        JsonFields.require(json, JsonToken.START_OBJECT, "an override must be an object");
        Selector selector = Selector.ALL;
        SortedMap<String, Object> settings = new TreeMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "selector" -> selector = SelectorJson.read(json);
                case "settings" -> settings = SettingsJson.read(json, KeyCatalog.DETECTOR);
                default -> throw JsonFields.unknown(json, field, "selector, settings");
            }
        }
        if (settings.isEmpty()) {
            throw SettingsJson.problem(json, "an override must set at least one key under 'settings'");
        }
        return new SettingsOverride(selector, settings);
    }
}
