package io.anomalyradar.edge.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.anomalyradar.edge.reading.ReadingMapping;
import io.anomalyradar.model.telemetry.Decoded;
import io.anomalyradar.model.telemetry.RefusalCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a line is: JSON, or text that a pattern takes apart, whose named groups are fields. The pattern runs in time
 * proportional to the line (RE2).
 *
 * @param pattern null: JSON
 */
record LineForm(@Nullable Pattern pattern, ReadingMapping mapping) {

    /** The frames of a line of the file called {@code file}. */
    List<Decoded> read(byte[] line, String file) {
        Map<String, String> names = Map.of("file", file);
        if (pattern == null) {
            if (line[0] == '[') {
                return List.of(Decoded.refused(RefusalCode.MALFORMED, "a line is one JSON object"));
            }
            return mapping.read(line, ReadingMapping.Payload.JSON, names);
        }
        Matcher match = pattern.matcher(new String(line, UTF_8));
        if (!match.find()) {
            return List.of(Decoded.refused(RefusalCode.MALFORMED, "the line does not match the pattern"));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        pattern.namedGroups().entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .filter(group -> match.group(group.getValue()) != null)
                .forEach(group -> fields.put(group.getKey(), match.group(group.getValue())));
        return List.of(mapping.fields(fields, names));
    }
}
