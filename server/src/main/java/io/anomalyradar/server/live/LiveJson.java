package io.anomalyradar.server.live;

import com.fasterxml.jackson.core.JsonGenerator;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyJson;
import io.anomalyradar.server.http.Json;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The messages of the server (spec/live.md), as UTF-8 text. Stateless. */
final class LiveJson {
    static final String PROTOCOL_VERSION = "1";

    private LiveJson() {}

    static byte[] hello(long serverMillis, long heartbeatMillis, long throttleMillis) {
        return message("hello", json -> {
            json.writeStringField("version", PROTOCOL_VERSION);
            json.writeNumberField("serverMillis", serverMillis);
            json.writeNumberField("heartbeatMillis", heartbeatMillis);
            json.writeNumberField("throttleMillis", throttleMillis);
        });
    }

    static byte[] heartbeat(long serverMillis) {
        return message("heartbeat", json -> json.writeNumberField("serverMillis", serverMillis));
    }

    static byte[] pong(long serverMillis) {
        return message("pong", json -> json.writeNumberField("serverMillis", serverMillis));
    }

    static byte[] error(String code, String detail) {
        return message("error", json -> {
            json.writeStringField("code", code);
            json.writeStringField("detail", detail);
        });
    }

    static byte[] anomaly(Anomaly anomaly) {
        return message("anomaly", json -> {
            json.writeFieldName("anomaly");
            AnomalyJson.write(json, anomaly);
        });
    }

    static byte[] snapshot(Snapshot snapshot) {
        return message("snapshot", json -> {
            writeSeries(json, snapshot.series());
            json.writeArrayFieldStart("anomalies");
            for (Anomaly anomaly : snapshot.anomalies()) {
                AnomalyJson.write(json, anomaly);
            }
            json.writeEndArray();
            json.writeBooleanField("truncated", snapshot.truncated());
        });
    }

    static byte[] scores(List<LiveBatch> batches, long coalesced) {
        return message("scores", json -> {
            writeSeries(json, batches);
            json.writeNumberField("coalesced", coalesced);
        });
    }

    private static byte[] message(String type, Json.Body fields) {
        return Json.object(json -> {
            json.writeStringField("type", type);
            fields.write(json);
        });
    }

    private static void writeSeries(JsonGenerator json, List<LiveBatch> batches) throws IOException {
        json.writeArrayFieldStart("series");
        for (LiveBatch batch : batches) {
            Collection<LiveSample> samples = batch.samples();
            json.writeStartObject();
            json.writeStringField("device", batch.series().device());
            json.writeStringField("metric", batch.series().metric());
            json.writeArrayFieldStart("t");
            for (LiveSample sample : samples) {
                json.writeNumber(sample.timestampMillis());
            }
            json.writeEndArray();
            writeColumn(json, "v", samples, LiveSample::value);
            writeColumn(json, "e", samples, LiveSample::expected);
            writeColumn(json, "l", samples, LiveSample::lower);
            writeColumn(json, "u", samples, LiveSample::upper);
            writeColumn(json, "s", samples, LiveSample::score);
            json.writeArrayFieldStart("st");
            for (LiveSample sample : samples) {
                json.writeNumber(sample.status().number());
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeColumn(
            JsonGenerator json, String name, Collection<LiveSample> samples, ToDoubleFunction<LiveSample> column)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (LiveSample sample : samples) {
            Json.number(json, column.applyAsDouble(sample));
        }
        json.writeEndArray();
    }
}
