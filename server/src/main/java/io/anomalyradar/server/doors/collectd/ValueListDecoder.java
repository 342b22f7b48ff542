package io.anomalyradar.server.doors.collectd;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.bus.BatchDecoder;
import io.anomalyradar.bus.BatchException;
import io.anomalyradar.bus.FrameBatch;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.LongNames;
import io.anomalyradar.model.telemetry.Rates;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.telemetry.SampleKind;
import io.anomalyradar.server.doors.labels.FrameGroups;
import io.anomalyradar.server.doors.labels.MappedSeries;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Value lists of collectd: {@code [{"values":[1,2],"dstypes":["derive","derive"],"dsnames":["rx","tx"],"time":1.5,
 * "host":"h","plugin":"interface","plugin_instance":"eth0","type":"if_octets","type_instance":""}]}. One instance a
 * request.
 */
final class ValueListDecoder implements BatchDecoder {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final FrameGroups groups = new FrameGroups();
    private final List<Double> values = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private double seconds;
    private String host = "";
    private String plugin = "";
    private String pluginInstance = "";
    private String type = "";
    private String typeInstance = "";
    private int leftOut;

    @Override
    public void decode(InputStream body, FrameBatch batch) throws IOException {
        try (JsonParser json = FACTORY.createParser(body)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw malformed("it is not an array");
            }
            while (json.nextToken() == JsonToken.START_OBJECT) {
                readList(json);
                add(batch);
            }
            if (json.currentToken() != JsonToken.END_ARRAY) {
                throw malformed("the array has something else than objects, or breaks off");
            }
        } catch (JsonProcessingException invalid) {
            throw malformed(invalid.getOriginalMessage());
        }
        groups.emitTo(batch);
        batch.leaveOut(leftOut);
    }

    private static BatchException malformed(String why) {
        return new BatchException(BatchException.Reason.MALFORMED, "not a list of value lists of collectd: " + why);
    }

    private void readList(JsonParser json) throws IOException {
        values.clear();
        types.clear();
        names.clear();
        seconds = Double.NaN;
        host = "";
        plugin = "";
        pluginInstance = "";
        type = "";
        typeInstance = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "values" -> readValues(json);
                case "dstypes" -> readTexts(json, types);
                case "dsnames" -> readTexts(json, names);
                case "time" -> seconds = json.currentToken().isNumeric() ? json.getDoubleValue() : Double.NaN;
                case "host" -> host = json.getValueAsString("");
                case "plugin" -> plugin = json.getValueAsString("");
                case "plugin_instance" -> pluginInstance = json.getValueAsString("");
                case "type" -> type = json.getValueAsString("");
                case "type_instance" -> typeInstance = json.getValueAsString("");
                default -> json.skipChildren();
            }
        }
    }

    private void readValues(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw malformed("'values' is not an array");
        }
        while (next(json) != JsonToken.END_ARRAY) {
            values.add(json.currentToken().isNumeric() ? json.getDoubleValue() : Double.NaN);
            json.skipChildren();
            if (values.size() > FrameLimits.MAX_SAMPLES) {
                throw malformed("a value list has more than " + FrameLimits.MAX_SAMPLES + " values");
            }
        }
    }

    private static void readTexts(JsonParser json, List<String> into) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw malformed("'" + json.currentName() + "' is not an array");
        }
        while (next(json) != JsonToken.END_ARRAY) {
            into.add(json.getValueAsString(""));
            json.skipChildren();
            if (into.size() > FrameLimits.MAX_SAMPLES) {
                throw malformed("a value list has more than " + FrameLimits.MAX_SAMPLES + " names");
            }
        }
    }

    private static JsonToken next(JsonParser json) throws IOException {
        JsonToken token = json.nextToken();
        if (token == null) {
            throw malformed("it breaks off");
        }
        return token;
    }

    private void add(FrameBatch batch) {
        if (host.isEmpty() || plugin.isEmpty() || values.isEmpty()) {
            batch.refuse(RefusalCode.MISSING_DEVICE, "a value list needs host, plugin and values");
            return;
        }
        long millis = Double.isNaN(seconds) ? Frame.NO_TIMESTAMP : Math.round(seconds * 1_000);
        for (int i = 0; i < values.size(); i++) {
            if (Double.isFinite(values.get(i))) {
                groups.add(series(i), millis, values.get(i), kind(i));
            } else {
                leftOut++; // collectd has no value here
            }
        }
    }

    private MappedSeries series(int index) {
        StringBuilder metric = new StringBuilder(plugin);
        if (!type.isEmpty() && !type.equals(plugin)) {
            metric.append('.').append(type);
        }
        String name = index < names.size() ? names.get(index) : "";
        if (!name.isEmpty() && !name.equals("value")) {
            metric.append('.').append(name);
        }
        if (!pluginInstance.isEmpty()) {
            metric.append(",plugin_instance=").append(pluginInstance);
        }
        if (!typeInstance.isEmpty()) {
            metric.append(",type_instance=").append(typeInstance);
        }
        return new MappedSeries(host, LongNames.fitted(metric.toString(), Rates.MAX_NAME_LENGTH), Attributes.NONE);
    }

    private SampleKind kind(int index) {
        return switch (index < types.size() ? types.get(index) : "") {
            case "derive", "counter" -> SampleKind.COUNTER;
            case "absolute" -> SampleKind.DELTA;
            default -> SampleKind.GAUGE;
        };
    }
}
