package io.anomalyradar.app.patterns;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.anomalyradar.alerting.AlertRules;
import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.model.control.ConfigDocument;
import io.anomalyradar.model.control.ConfigJson;
import io.anomalyradar.model.control.EventPattern;
import io.anomalyradar.model.settings.SettingsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Patterns in a file, as YAML or JSON: one, a list, or an object with the field {@code patterns}. */
final class PatternFile {
    private static final JsonFactory JSON = new JsonFactory();

    private PatternFile() {}

    /** The patterns in {@code file}, their conditions checked; a {@link CommandFailure} says what is wrong and where. */
    static List<EventPattern> read(Path file) {
        return checked(file).alerting().patterns();
    }

    /** The same as a configuration with nothing else, as JSON. */
    static byte[] json(Path file) {
        return ConfigJson.write(checked(file));
    }

    private static ConfigDocument checked(Path file) {
        try {
            @Nullable
            Object content =
                    new Yaml(new SafeConstructor(new LoaderOptions())).load(new StringReader(Files.readString(file)));
            ConfigDocument document = ConfigJson.read(document(content));
            AlertRules.of(document.alerting());
            return document;
        } catch (IOException unreadable) {
            throw new CommandFailure(ExitCode.USAGE, file + " cannot be read: " + unreadable.getMessage(), unreadable);
        } catch (YAMLException | IllegalArgumentException malformed) {
            throw new CommandFailure(ExitCode.USAGE, file + " is neither YAML nor JSON: " + malformed.getMessage());
        } catch (SettingsException invalid) {
            throw new CommandFailure(ExitCode.USAGE, file + ": " + invalid.getMessage());
        }
    }

    private static byte[] document(@Nullable Object content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeFieldName("patterns");
            if (content instanceof Map<?, ?> map && map.get("patterns") instanceof List<?> list) {
                write(json, list);
            } else if (content instanceof List<?> list) {
                write(json, list);
            } else {
                write(json, List.of(content == null ? Map.of() : content));
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object item : list) {
                write(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Number number) {
            json.writeNumber(number.toString());
        } else if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value.toString());
        }
    }
}
