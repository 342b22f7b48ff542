package io.anomalyradar.server.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.bus.AcknowledgedProducer;
import io.anomalyradar.bus.deadletters.LetterReader;
import io.anomalyradar.bus.deadletters.Redeliverer;
import io.anomalyradar.bus.deadletters.Redelivery;
import io.anomalyradar.bus.deadletters.ReplayTally;
import io.anomalyradar.bus.deadletters.StoredLetter;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.http.WorkPool;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;

/**
 * {@code /api/v1/deadletters}: the newest dead letters, and sending what they refuse again. What would be refused again
 * is not sent. Nothing is remembered: the letters stay, and the frame id keeps a second replay from counting twice.
 */
public final class DeadLetterService {
    private static final int NEWEST = 1_000;
    private static final int MOST_SHOWN = 500;
    private static final int VALUE_BYTES = 300;

    private final KafkaConfig kafka;
    private final Duration maxClockSkew;
    private final AcknowledgedProducer producer;
    private final WorkPool pool;
    private final Clock clock;

    /** @param producer of any topic */
    public DeadLetterService(
            KafkaConfig kafka, Duration maxClockSkew, AcknowledgedProducer producer, WorkPool pool, Clock clock) {
        this.kafka = kafka;
        this.maxClockSkew = maxClockSkew;
        this.producer = producer;
        this.pool = pool;
        this.clock = clock;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/deadletters").build(this::list);
        server.route().post("/api/v1/deadletters/replay").build(this::replay);
    }

    private HttpResponse list(ServiceRequestContext context, HttpRequest request) {
        int limit = new Parameters(context).integer("limit", 1, MOST_SHOWN, 100);
        return pool.answer(() -> {
            List<StoredLetter> letters = newest(limit);
            return Json.answer(HttpStatus.OK, json -> {
                json.writeArrayFieldStart("items");
                for (StoredLetter letter : letters.subList(0, Math.min(limit, letters.size()))) {
                    write(json, letter);
                }
                json.writeEndArray();
            });
        });
    }

    private HttpResponse replay(ServiceRequestContext context, HttpRequest request) {
        Set<Long> offsets = offsets(new Parameters(context).texts("offset"));
        return pool.answer(() -> {
            List<StoredLetter> letters = newest(NEWEST).stream()
                    .filter(letter -> offsets.contains(letter.offset()))
                    .toList();
            ReplayTally tally = send(letters);
            return Json.answer(HttpStatus.OK, json -> write(json, tally, offsets.size() - letters.size()));
        });
    }

    private static Set<Long> offsets(List<String> texts) {
        Set<Long> offsets = new HashSet<>();
        for (String text : texts) {
            try {
                offsets.add(Long.parseLong(text));
            } catch (NumberFormatException notANumber) {
                throw Problem.parameter("offset", text, "give the offset of a dead letter, as the list has it")
                        .exception();
            }
        }
        if (offsets.isEmpty() || offsets.size() > NEWEST) {
            throw Problem.of(ProblemCode.INVALID_PARAMETER, "parameter offset: give one to " + NEWEST)
                    .exception();
        }
        return offsets;
    }

    private List<StoredLetter> newest(int most) {
        try (LetterReader reader = new LetterReader(kafka)) {
            return reader.newest(most);
        } catch (KafkaException failed) {
            throw unavailable(failed);
        }
    }

    private ReplayTally send(List<StoredLetter> letters) {
        Redeliverer redeliverer = new Redeliverer(kafka.topics(), maxClockSkew, clock);
        ReplayTally tally = new ReplayTally();
        for (StoredLetter stored : letters) {
            Redelivery redelivery = redeliverer.of(stored.letter());
            if (redelivery instanceof Redelivery.Sendable sendable) {
                try {
                    producer.send(sendable.telemetry());
                } catch (KafkaException failed) {
                    throw unavailable(failed);
                } catch (InterruptedException stopping) {
                    Thread.currentThread().interrupt();
                    throw unavailable(stopping);
                }
            }
            tally.count(redelivery);
        }
        return tally;
    }

    private static RuntimeException unavailable(Exception cause) {
        return Problem.of(
                        ProblemCode.BROKER_UNAVAILABLE,
                        "dead letters cannot be read or sent now: " + cause.getMessage() + ". Try again")
                .retryAfter(1)
                .exception();
    }

    private static void write(JsonGenerator json, ReplayTally tally, long unknown) throws IOException {
        json.writeNumberField("records", tally.records());
        json.writeNumberField("samples", tally.samples());
        json.writeNumberField("unknown", unknown);
        json.writeObjectFieldStart("stillRefused");
        for (Map.Entry<RefusalCode, Long> code : tally.stillRefused().entrySet()) {
            json.writeNumberField(code.getKey().name(), code.getValue());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, StoredLetter stored) throws IOException {
        DeadLetter letter = stored.letter();
        json.writeStartObject();
        json.writeNumberField("offset", stored.offset());
        json.writeNumberField("storedMillis", stored.storedMillis());
        json.writeStringField("device", letter.device());
        json.writeStringField("topic", letter.topic());
        json.writeArrayFieldStart("refusals");
        for (Refusal refusal : letter.refusals()) {
            json.writeStartObject();
            json.writeStringField("metric", refusal.refusesRecord() ? "" : refusal.metric());
            json.writeStringField("code", refusal.code().name());
            json.writeStringField("reason", refusal.message());
            json.writeEndObject();
        }
        json.writeEndArray();
        byte[] value = letter.value();
        int length = value == null ? 0 : value.length;
        json.writeNumberField("bytes", length);
        json.writeStringField("start", value == null ? "" : new String(value, 0, Math.min(length, VALUE_BYTES), UTF_8));
        json.writeEndObject();
    }
}
