package io.anomalyradar.model.control;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.model.settings.JsonFields;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.model.settings.SettingsJson;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Stages of patterns as JSON. */
final class PatternStageJson {
    private static final String FIELDS = "name, event, anomaly, sample, where, follows, times";
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,31}");
    /** The names of variables, and the words that CEL reserves. */
    private static final Set<String> RESERVED = Set.of(
            "event",
            "anomaly",
            "sample",
            "true",
            "false",
            "null",
            "in",
            "as",
            "break",
            "const",
            "continue",
            "else",
            "for",
            "function",
            "if",
            "import",
            "let",
            "loop",
            "package",
            "namespace",
            "return",
            "var",
            "void",
            "while",
            "duration",
            "timestamp",
            "type",
            "int",
            "uint",
            "double",
            "bool",
            "string",
            "bytes",
            "list",
            "map",
            "dyn");

    private static final String ONE = "one";
    private static final String ONE_OR_MORE = "one-or-more";
    private static final String ZERO_OR_MORE = "zero-or-more";

    private PatternStageJson() {}

    static void write(JsonGenerator json, PatternStage stage) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", stage.name());
        json.writeStringField(EventPatternJson.word(stage.input()), stage.what().pattern());
        if (!stage.where().isEmpty()) {
            json.writeStringField("where", stage.where());
        }
        json.writeStringField("follows", EventPatternJson.word(stage.follows()));
        if (stage.most() == PatternStage.UNLIMITED) {
            json.writeStringField("times", stage.isOptional() ? ZERO_OR_MORE : ONE_OR_MORE);
        } else if (stage.most() > 1) {
            json.writeNumberField("times", stage.most());
        }
        json.writeEndObject();
    }

    static PatternStage read(JsonParser json, String ownName) throws IOException, SettingsException {
        String name = ownName;
        PatternStage.@Nullable Input input = null;
        Glob what = Glob.ANY;
        String where = "";
        PatternStage.Follows follows = PatternStage.Follows.FOLLOWED_BY;
        int least = 1;
        int most = 1;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "name" -> name = name(json);
                case "event", "anomaly", "sample" -> {
                    if (input != null) {
                        throw SettingsJson.problem(json, "a stage is one of event, anomaly and sample, not two");
                    }
                    input = PatternStage.Input.valueOf(field.toUpperCase(java.util.Locale.ROOT));
                    what = glob(json, field);
                }
                case "where" ->
                    where = JsonFields.lines(json, field, PatternStage.MAX_WHERE)
                            .strip();
                case "follows" -> follows = follows(json);
                case "times" -> {
                    least = least(json);
                    most = most(json);
                }
                default -> throw JsonFields.unknown(json, field, FIELDS);
            }
        }
        if (input == null) {
            throw SettingsJson.problem(json, "stage " + name + " needs event, anomaly or sample: what it takes");
        }
        if (follows == PatternStage.Follows.NOT && (least != 1 || most != 1)) {
            throw SettingsJson.problem(json, "stage " + name + " is 'not', which has no times");
        }
        return new PatternStage(name, input, what, where, follows, least, most);
    }

    private static String name(JsonParser json) throws IOException, SettingsException {
        String name = JsonFields.text(json, "name", 64);
        if (!NAME.matcher(name).matches() || RESERVED.contains(name)) {
            throw SettingsJson.problem(
                    json,
                    "the name of a stage is a variable of later conditions: a letter, then at most 31 letters, digits"
                            + " and underscores, and no word of CEL; it was '" + name + "'");
        }
        return name;
    }

    static Glob glob(JsonParser json, String field) throws IOException, SettingsException {
        String pattern = JsonFields.text(json, field, Glob.MAX_LENGTH);
        if (pattern.isEmpty()) {
            throw SettingsJson.problem(json, field + " is empty: name a type or metric, or * for any");
        }
        return new Glob(pattern);
    }

    private static PatternStage.Follows follows(JsonParser json) throws IOException, SettingsException {
        String word = JsonFields.text(json, "follows", 16);
        for (PatternStage.Follows follows : PatternStage.Follows.values()) {
            if (EventPatternJson.word(follows).equals(word)) {
                return follows;
            }
        }
        throw SettingsJson.problem(json, "follows must be next, followed-by or not, was '" + word + "'");
    }

    private static int least(JsonParser json) throws IOException, SettingsException {
        return json.currentToken() == JsonToken.VALUE_STRING
                ? switch (word(json)) {
                    case ZERO_OR_MORE -> 0;
                    default -> 1;
                }
                : times(json);
    }

    private static int most(JsonParser json) throws IOException, SettingsException {
        return json.currentToken() == JsonToken.VALUE_STRING
                ? word(json).equals(ONE) ? 1 : PatternStage.UNLIMITED
                : times(json);
    }

    private static String word(JsonParser json) throws IOException, SettingsException {
        String word = JsonFields.text(json, "times", 16);
        if (!Set.of(ONE, ONE_OR_MORE, ZERO_OR_MORE).contains(word)) {
            throw SettingsJson.problem(
                    json, "times must be a number, one, one-or-more or zero-or-more, was '" + word + "'");
        }
        return word;
    }

    private static int times(JsonParser json) throws IOException, SettingsException {
        int times = (int) JsonFields.wholeNumber(json, "times", PatternStage.MAX_TIMES);
        if (times == 0) {
            throw SettingsJson.problem(json, "times must be at least 1; what must not happen is follows: not");
        }
        return times;
    }
}
