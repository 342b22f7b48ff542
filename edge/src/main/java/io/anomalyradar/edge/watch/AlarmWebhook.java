package io.anomalyradar.edge.watch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts local alarms, each once; while the receiver is slow, further ones are only in the log. */
final class AlarmWebhook {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmWebhook.class);
    private static final JsonFactory JSON = new JsonFactory();

    private final URI receiver;
    private final Semaphore free = new Semaphore(16);
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    AlarmWebhook(URI receiver) {
        this.receiver = receiver;
    }

    void send(LocalAlarm alarm) {
        if (!free.tryAcquire()) {
            LOG.warn("the webhook for local alarms is too slow: an alarm is only in the log");
            return;
        }
        HttpRequest request = HttpRequest.newBuilder(receiver)
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json(alarm)))
                .build();
        var unused = client.sendAsync(request, BodyHandlers.discarding()).whenComplete((answer, failed) -> {
            free.release();
            if (failed != null || answer.statusCode() >= 300) {
                LOG.warn(
                        "the webhook for local alarms did not take one: {}",
                        failed == null ? "status " + answer.statusCode() : failed.toString());
            }
        });
    }

    private static String json(LocalAlarm alarm) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("alarm", alarm.transition());
            json.writeStringField("device", alarm.device());
            json.writeStringField("metric", alarm.metric());
            json.writeStringField("severity", alarm.severity());
            json.writeStringField("pattern", alarm.pattern());
            json.writeNumberField("startMillis", alarm.startMillis());
            json.writeNumberField("value", alarm.value());
            json.writeNumberField("expected", alarm.expected());
            json.writeNumberField("lower", alarm.lower());
            json.writeNumberField("upper", alarm.upper());
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
