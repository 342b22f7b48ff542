package io.anomalyradar.server.query;

import com.fasterxml.jackson.core.JsonGenerator;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.history.Sample;
import io.anomalyradar.history.Series;
import io.anomalyradar.model.anomaly.AnomalyJson;
import io.anomalyradar.server.http.Json;
import java.io.IOException;

/**
 * Samples and buckets as specified in spec/openapi.yaml; a sample that was not scored has null for expected value and
 * band.
 */
final class SampleJson {
    private SampleJson() {}

    /** Writes the fields of a Sample. */
    static void writeFields(JsonGenerator json, Sample sample) throws IOException {
        json.writeNumberField("timestampMillis", sample.timestampMillis());
        Json.number(json, "value", sample.value());
        writeBand(json, sample.expected(), sample.lower(), sample.upper());
        Json.number(json, "score", sample.score());
        json.writeStringField("status", sample.status().name());
    }

    /** Writes a raw sample as a HistoryPoint. */
    static void writePoint(JsonGenerator json, Sample sample) throws IOException {
        json.writeStartObject();
        json.writeNumberField("timestampMillis", sample.timestampMillis());
        json.writeNumberField("count", 1);
        Json.number(json, "min", sample.value());
        Json.number(json, "max", sample.value());
        Json.number(json, "avg", sample.value());
        Json.number(json, "value", sample.value());
        writeBand(json, sample.expected(), sample.lower(), sample.upper());
        Json.number(json, "score", sample.score());
        Json.number(json, "anomalyShare", sample.status() == SampleStatus.ALARM ? 1 : 0);
        json.writeStringField("status", sample.status().name());
        json.writeFieldName("source");
        AnomalyJson.writeSource(json, sample.source());
        json.writeEndObject();
    }

    /** Writes a bucket as a HistoryPoint. */
    static void writePoint(JsonGenerator json, Series.Bucket bucket) throws IOException {
        json.writeStartObject();
        json.writeNumberField("timestampMillis", bucket.startMillis());
        json.writeNumberField("count", bucket.count());
        Json.number(json, "min", bucket.minimum());
        Json.number(json, "max", bucket.maximum());
        Json.number(json, "avg", bucket.average());
        writeBand(json, bucket.expected(), bucket.lower(), bucket.upper());
        Json.number(json, "score", bucket.score());
        Json.number(json, "anomalyShare", bucket.anomalyShare());
        json.writeStringField("status", bucket.worst().name());
        json.writeEndObject();
    }

    private static void writeBand(JsonGenerator json, double expected, double lower, double upper) throws IOException {
        Json.number(json, "expected", expected);
        Json.number(json, "lower", lower);
        Json.number(json, "upper", upper);
    }
}
