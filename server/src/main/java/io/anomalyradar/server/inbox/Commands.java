package io.anomalyradar.server.inbox;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import io.anomalyradar.bus.AcknowledgedProducer;
import io.anomalyradar.model.alert.AlertAction;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.alert.AlertCommandJson;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Reads the commands of people and writes them to radar.commands. Thread-safe. */
public final class Commands {
    /** How long an answer waits for the effect of a command. */
    private static final Duration EFFECT = Duration.ofSeconds(3);

    private final AcknowledgedProducer producer;
    private final String topic;

    /** @param topic of the commands */
    public Commands(AcknowledgedProducer producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /** The command in {@code body}, by {@code person} whatever it says; an empty person: by whom it says. */
    static AlertCommand read(AggregatedHttpRequest body, String person) {
        try {
            AlertCommand command = AlertCommandJson.read(body.content().array(), person);
            if (command.action() == AlertAction.REVIEW) {
                throw new SettingsException("action 'review' is given by servers only");
            }
            return command;
        } catch (SettingsException refused) {
            throw Problem.of(ProblemCode.INVALID_DOCUMENT, String.valueOf(refused.getMessage()))
                    .exception();
        }
    }

    /** Waits for what a command has changed. */
    @FunctionalInterface
    interface Effect<T> {
        Optional<T> await(Duration patience) throws InterruptedException;
    }

    /** Writes {@code command} and waits for its effect; empty: there is none so far. */
    <T> Optional<T> give(AlertCommand command, Effect<T> effect) {
        try {
            byte[] key = command.key().getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(topic, key, AlertCommandJson.encode(command)));
            return effect.await(EFFECT);
        } catch (KafkaException failed) {
            throw Problem.of(
                            ProblemCode.BROKER_UNAVAILABLE,
                            failed.getMessage() + "; whether the command was written is not known: look before you"
                                    + " repeat it")
                    .retryAfter(1)
                    .exception();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Problem.of(ProblemCode.SHUTTING_DOWN, "the server is stopping")
                    .exception();
        }
    }
}
