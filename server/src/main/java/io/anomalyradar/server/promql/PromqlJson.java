package io.anomalyradar.server.promql;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.promql.engine.Evaluated;
import io.anomalyradar.server.promql.engine.LabelSet;
import io.anomalyradar.server.promql.engine.PromNumbers;
import io.anomalyradar.server.promql.engine.Steps;
import io.anomalyradar.server.promql.engine.Track;
import io.anomalyradar.server.promql.engine.VectorRow;
import io.anomalyradar.server.promql.syntax.QueryException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** Answers in the form of Prometheus' API. */
final class PromqlJson {
    private PromqlJson() {}

    static HttpResponse failure(QueryException failure) {
        return Json.answer(HttpStatus.valueOf(failure.reason().status()), json -> {
            json.writeStringField("status", "error");
            json.writeStringField("errorType", failure.reason().text());
            json.writeStringField("error", failure.getMessage());
        });
    }

    /** An answer whose field {@code data} is what {@code data} writes. */
    static HttpResponse success(List<String> notes, List<String> warnings, Json.Body data) {
        return Json.answer(HttpStatus.OK, json -> {
            json.writeStringField("status", "success");
            json.writeFieldName("data");
            data.write(json);
            writeTexts(json, "infos", notes);
            writeTexts(json, "warnings", warnings);
        });
    }

    private static void writeTexts(JsonGenerator json, String name, List<String> texts) throws IOException {
        if (!texts.isEmpty()) {
            json.writeFieldName(name);
            writeTexts(json, texts);
        }
    }

    static void writeTexts(JsonGenerator json, Iterable<String> texts) throws IOException {
        json.writeStartArray();
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    static void writeLabels(JsonGenerator json, LabelSet labels) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < labels.size(); i++) {
            json.writeStringField(labels.name(i), labels.value(i));
        }
        json.writeEndObject();
    }

    /** The value of a query at one time. */
    static void writeInstant(JsonGenerator json, Evaluated value, Steps steps) throws IOException {
        json.writeStartObject();
        if (value instanceof Evaluated.Vector vector) {
            json.writeStringField("resultType", "vector");
            json.writeArrayFieldStart("result");
            for (VectorRow row : vector.rows()) {
                writeSeries(json, row.labels());
                json.writeFieldName("value");
                writePoint(json, steps.at(0), row.values()[0]);
                json.writeEndObject();
            }
            json.writeEndArray();
        } else if (value instanceof Evaluated.Matrix matrix) {
            json.writeStringField("resultType", "matrix");
            json.writeArrayFieldStart("result");
            for (Track track : matrix.tracks()) {
                writeTrack(json, track);
            }
            json.writeEndArray();
        } else if (value instanceof Evaluated.Numbers numbers) {
            json.writeStringField("resultType", "scalar");
            json.writeFieldName("result");
            writePoint(json, steps.at(0), numbers.values()[0]);
        } else if (value instanceof Evaluated.Words words) {
            json.writeStringField("resultType", "string");
            json.writeFieldName("result");
            json.writeStartArray();
            writeSeconds(json, steps.at(0));
            json.writeString(words.text());
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void writeTrack(JsonGenerator json, Track track) throws IOException {
        writeSeries(json, track.labels());
        json.writeArrayFieldStart("values");
        for (int i = 0; i < track.size(); i++) {
            writePoint(json, track.times()[i], track.values()[i]);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** The value of a query at all steps, series in the order of their labels. */
    static void writeRange(JsonGenerator json, Evaluated value, Steps steps) throws IOException {
        List<VectorRow> rows = value instanceof Evaluated.Numbers numbers
                ? List.of(new VectorRow(LabelSet.NONE, numbers.values()))
                : value instanceof Evaluated.Vector vector ? vector.rows() : List.of();
        json.writeStartObject();
        json.writeStringField("resultType", "matrix");
        json.writeArrayFieldStart("result");
        for (VectorRow row :
                rows.stream().sorted(Comparator.comparing(VectorRow::labels)).toList()) {
            writeSeries(json, row.labels());
            json.writeArrayFieldStart("values");
            for (int i = 0; i < steps.count(); i++) {
                if (row.has(i)) {
                    writePoint(json, steps.at(i), row.values()[i]);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeSeries(JsonGenerator json, LabelSet labels) throws IOException {
        json.writeStartObject();
        json.writeFieldName("metric");
        writeLabels(json, labels);
    }

    private static void writePoint(JsonGenerator json, long millis, double value) throws IOException {
        json.writeStartArray();
        writeSeconds(json, millis);
        json.writeString(PromNumbers.text(value));
        json.writeEndArray();
    }

    private static void writeSeconds(JsonGenerator json, long millis) throws IOException {
        if (millis % 1_000 == 0) {
            json.writeNumber(millis / 1_000);
        } else {
            json.writeNumber(millis / 1e3);
        }
    }
}
