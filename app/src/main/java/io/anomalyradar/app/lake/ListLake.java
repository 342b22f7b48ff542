package io.anomalyradar.app.lake;

import com.fasterxml.jackson.core.JsonGenerator;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.history.lake.LakeSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code radar lake ls}. */
@Command(name = "ls", description = "Shows the tables: rows, files, bytes, days, and when the last commit was.")
final class ListLake implements Runnable {
    @Mixin
    LakeOptions lake = new LakeOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        List<LakeSummary> tables = lake.tables().stream().map(LakeSummary::of).toList();
        PrintWriter out = spec.commandLine().getOut();
        if (json.isOn()) {
            JsonOption.print(out, generator -> write(generator, tables));
            return;
        }
        tables.forEach(table -> out.println(line(table)));
        out.flush();
    }

    private static String line(LakeSummary table) {
        return String.format(
                Locale.ROOT,
                "%-10s %,15d rows  %,7d files  %,10.1f MB  %4.1f bytes a row  %d versions  %s … %s  committed %s%n           %s",
                table.table(),
                table.rows(),
                table.files(),
                table.bytes() / 1e6,
                table.rows() == 0 ? 0.0 : (double) table.bytes() / table.rows(),
                table.versions(),
                shown(table.firstDay()),
                shown(table.lastDay()),
                table.committedAt() == null ? "never" : table.committedAt().toString(),
                table.directory());
    }

    private static String shown(@org.jspecify.annotations.Nullable String day) {
        return day == null ? "-" : day.substring(day.indexOf('=') + 1);
    }

    private static void write(JsonGenerator json, List<LakeSummary> tables) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("items");
        for (LakeSummary table : tables) {
            json.writeStartObject();
            json.writeStringField("table", table.table());
            json.writeStringField("directory", table.directory().toString());
            json.writeNumberField("rows", table.rows());
            json.writeNumberField("files", table.files());
            json.writeNumberField("bytes", table.bytes());
            json.writeNumberField("versions", table.versions());
            if (table.committedAt() != null) {
                json.writeStringField("firstDay", shown(table.firstDay()));
                json.writeStringField("lastDay", shown(table.lastDay()));
                json.writeStringField(
                        "committedAt",
                        Objects.requireNonNull(table.committedAt()).toString());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
