package io.anomalyradar.server.log;

import java.util.Collection;
import org.apache.kafka.common.KafkaException;

/** A topic is not there (yet). */
public final class TopicMissingException extends KafkaException {
    TopicMissingException(Collection<String> topics, Throwable cause) {
        super("one of the topics " + topics + " is missing: 'radar topics apply' creates them", cause);
    }
}
