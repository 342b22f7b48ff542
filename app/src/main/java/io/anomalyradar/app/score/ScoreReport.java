package io.anomalyradar.app.score;

import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.anomalyradar.app.csv.CsvProblems;
import io.anomalyradar.model.anomaly.AnomalyJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The result of a run of {@code radar score}, as text, as JSON and as a CSV file of anomalies. */
record ScoreReport(List<ScoredFile> files, AnomalyLog anomalies) {

    /** One row per anomaly: device, metric, times, severity, and the measured and expected value at its peak. */
    void writeAnomalies(Path file) throws IOException {
        try (CsvWriter writer =
                CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file, StandardCharsets.UTF_8)) {
            writer.writeRecord(
                    "file",
                    "device",
                    "metric",
                    "start",
                    "peak",
                    "end",
                    "severity",
                    "kind",
                    "score",
                    "actual",
                    "expected",
                    "lower",
                    "upper",
                    "samples",
                    "metrics");
            for (ScoredAnomaly anomaly : anomalies.all()) {
                writer.writeRecord(
                        anomaly.file(),
                        anomaly.device(),
                        anomaly.metric(),
                        iso(anomaly.startMillis()),
                        iso(anomaly.peakMillis()),
                        iso(anomaly.endMillis()),
                        anomaly.severity().name(),
                        anomaly.kind().name(),
                        Double.toString(anomaly.score()),
                        known(anomaly.actual()),
                        known(anomaly.expected()),
                        known(anomaly.lower()),
                        known(anomaly.upper()),
                        Long.toString(anomaly.samples()),
                        ScoredRow.shown(anomaly.contributions()));
            }
        }
    }

    private static String known(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    private static String iso(@Nullable Long millis) {
        return millis == null ? "" : Instant.ofEpochMilli(millis).toString();
    }

    /** A table with one line per file. */
    void print(PrintWriter out) {
        int width = files.stream().mapToInt(file -> file.name().length()).max().orElse(4);
        String format = "%-" + Math.max(4, width) + "s %9s %9s %8s %6s %8s %8s %9s%n";
        out.printf(Locale.ROOT, format, "file", "rows", "scored", "warm-up", "late", "refused", "alarms", "anomalies");
        for (ScoredFile file : files) {
            Tally tally = file.tally();
            out.printf(
                    Locale.ROOT,
                    format,
                    file.name(),
                    file.rows(),
                    tally.scored(),
                    tally.warmUp(),
                    tally.late(),
                    tally.refused(),
                    tally.alarms(),
                    anomalies.in(file.name()).size());
        }
        out.flush();
    }

    /** The same numbers, with every anomaly. */
    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("items");
        for (ScoredFile file : files) {
            write(json, file);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(JsonGenerator json, ScoredFile file) throws IOException {
        Tally tally = file.tally();
        json.writeStartObject();
        json.writeStringField("file", file.name());
        json.writeStringField("output", file.output().toString());
        json.writeStringField("layout", file.layout());
        json.writeNumberField("rows", file.rows());
        json.writeNumberField("samples", tally.samples());
        json.writeNumberField("scored", tally.scored());
        json.writeNumberField("warmUp", tally.warmUp());
        json.writeNumberField("late", tally.late());
        json.writeNumberField("refused", tally.refused());
        json.writeNumberField("unusual", tally.unusual());
        json.writeNumberField("alarms", tally.alarms());
        write(json, file.problems());
        json.writeArrayFieldStart("anomalies");
        for (ScoredAnomaly anomaly : anomalies.in(file.name())) {
            write(json, anomaly);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, CsvProblems problems) throws IOException {
        json.writeObjectFieldStart("problems");
        json.writeNumberField("badCells", problems.badCells());
        json.writeNumberField("badTimes", problems.badTimes());
        json.writeNumberField("badRows", problems.badRows());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ScoredAnomaly anomaly) throws IOException {
        json.writeStartObject();
        json.writeStringField("device", anomaly.device());
        json.writeStringField("metric", anomaly.metric());
        json.writeStringField("state", anomaly.endMillis() == null ? "OPEN" : "ENDED");
        json.writeStringField("severity", anomaly.severity().name());
        json.writeStringField("kind", anomaly.kind().name());
        json.writeNumberField("startMillis", anomaly.startMillis());
        json.writeNumberField("peakMillis", anomaly.peakMillis());
        if (anomaly.endMillis() != null) {
            json.writeNumberField("endMillis", anomaly.endMillis());
        }
        AnomalyJson.writePeak(json, anomaly.peak());
        json.writeNumberField("samples", anomaly.samples());
        AnomalyJson.writeContributions(json, anomaly.contributions());
        json.writeEndObject();
    }
}
