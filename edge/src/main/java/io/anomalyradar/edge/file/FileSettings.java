package io.anomalyradar.edge.file;

import static io.anomalyradar.model.settings.ValueType.constant;
import static io.anomalyradar.model.settings.ValueType.integer;
import static io.anomalyradar.model.settings.ValueType.text;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.anomalyradar.edge.reading.MappingSettings;
import io.anomalyradar.edge.reading.NamePattern;
import io.anomalyradar.edge.settings.EdgeSection;
import io.anomalyradar.model.settings.ConfigKey;
import io.anomalyradar.model.settings.KeyCatalog;
import io.anomalyradar.model.settings.ValueType;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a source of type file.
 *
 * @param path whose last part may have * and ?
 */
public record FileSettings(String name, Path path, LineForm form, Start start, int maxLine) {
    private static final ConfigKey<String> TYPE = ConfigKey.of("type", text("file"), "", "What the source is.");
    private static final ConfigKey<String> PATH = ConfigKey.of(
            "path", ValueType.path("a file; its name may have * and ?"), "", "The file that grows, or several.");
    private static final ConfigKey<String> PATTERN = ConfigKey.of(
            "pattern",
            text("a regular expression (RE2) with named groups, (?P<name>...)"),
            "",
            "Takes a line apart. Unset: a line is a JSON object.");
    private static final ConfigKey<Start> FROM = ConfigKey.of(
            "from", constant(Start.class), "beginning", "Where a file is begun that is there at the first start.");
    private static final ConfigKey<Integer> MAX_LINE =
            ConfigKey.of("max-line", integer(64, 1 << 20), "65536", "Bytes; longer lines are refused.");
    private static final KeyCatalog CATALOG =
            KeyCatalog.of(List.of(TYPE, PATH, PATTERN, FROM, MAX_LINE), MappingSettings.KEYS);

    /** Where a file is begun. */
    enum Start {
        BEGINNING,
        END
    }

    /**
     * The settings in {@code section}.
     *
     * @throws io.anomalyradar.edge.settings.EdgeSettingsException when something in it is wrong
     */
    public static FileSettings of(EdgeSection section) {
        section.requireOnly(CATALOG, List.of());
        Path path = Path.of(section.value(PATH)).toAbsolutePath();
        if (path.getParent() == null || path.getParent().toString().matches(".*[*?].*")) {
            throw section.wrong(PATH.name(), "may have * and ? only behind the last slash");
        }
        LineForm form = new LineForm(
                pattern(section), MappingSettings.of(section, new NamePattern("{device}"), new NamePattern("")));
        return new FileSettings(section.name(), path, form, section.value(FROM), section.value(MAX_LINE));
    }

    private static @Nullable Pattern pattern(EdgeSection section) {
        String text = section.optional(PATTERN);
        try {
            return text == null ? null : Pattern.compile(text);
        } catch (PatternSyntaxException wrong) {
            throw section.wrong(PATTERN.name(), "is no regular expression: " + wrong.getDescription());
        }
    }
}
