package io.anomalyradar.app.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer as columns of text, numbers at the right.
 *
 * @param complete whether these are all rows
 */
public record AnswerTable(List<String> lines, boolean complete) {
    private static final int MAX_WIDTH = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of the body of an answer, as in spec/openapi.yaml. */
    public static AnswerTable of(byte[] body) {
        try {
            return of(JSON.readTree(body));
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    ExitCode.FAILURE, "the server's answer cannot be read: is it Anomaly Radar?", unreadable);
        }
    }

    /** Of rows of text. */
    public static AnswerTable of(List<String> columns, List<List<@Nullable String>> rows, boolean complete) {
        ObjectNode answer = JSON.createObjectNode().put("complete", complete);
        ArrayNode names = answer.putArray("columns");
        columns.forEach(name -> names.addObject().put("name", name));
        ArrayNode values = answer.putArray("rows");
        rows.forEach(row -> row.forEach(values.addArray()::add));
        return of(answer);
    }

    private static AnswerTable of(JsonNode answer) {
        List<List<String>> cells = new ArrayList<>();
        List<String> names = new ArrayList<>();
        answer.path("columns").forEach(column -> names.add(shown(column.path("name"))));
        cells.add(names);
        for (JsonNode row : answer.path("rows")) {
            List<String> values = new ArrayList<>();
            row.forEach(value -> values.add(shown(value)));
            cells.add(values);
        }
        int[] widths = new int[names.size()];
        boolean[] numbers = new boolean[names.size()];
        for (int i = 0; i < widths.length; i++) {
            for (List<String> row : cells) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
            numbers[i] = answer.path("rows").path(0).path(i).isNumber();
        }
        List<String> lines =
                cells.stream().map(row -> line(row, widths, numbers)).toList();
        return new AnswerTable(lines, answer.path("complete").asBoolean(true));
    }

    private static String line(List<String> row, int[] widths, boolean[] numbers) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            String space = " ".repeat(widths[i] - cell.length());
            line.append(i == 0 ? "" : "  ").append(numbers[i] ? space + cell : cell + space);
        }
        return line.toString().stripTrailing();
    }

    /** In one line, without characters that would move the cursor. */
    private static String shown(JsonNode value) {
        String text = value.isNull() ? "-" : value.asText();
        String plain = text.replaceAll("\\p{C}", " ");
        return plain.length() <= MAX_WIDTH ? plain : plain.substring(0, MAX_WIDTH - 1) + "…";
    }
}
