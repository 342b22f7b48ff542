package io.anomalyradar.model.topic;

import java.io.Serial;
import java.io.Serializable;

/**
 * Names that one installation uses on its Kafka and Flink clusters: topics, consumer groups, client ids and the job.
 * All begin with the same prefix, so that several installations can share a cluster (spec/topics.md).
 *
 * @param prefix 1 to {@value #MAX_PREFIX} of the characters that Kafka allows in a topic name
 */
public record TopicNames(String prefix) implements Serializable {
    /** The names with the prefix {@code radar.}. */
    public static final TopicNames DEFAULT = new TopicNames("radar.");

    private static final int MAX_PREFIX = 100;

    @Serial
    private static final long serialVersionUID = 1;

    public TopicNames {
        if (prefix.length() > MAX_PREFIX || !prefix.matches("[a-zA-Z0-9._-]+")) {
            throw new IllegalArgumentException("kafka.topic-prefix must be 1 to " + MAX_PREFIX
                    + " letters, digits, dots, underscores or hyphens, was '" + prefix + "'");
        }
    }

    public String telemetry() {
        return prefix + "telemetry";
    }

    /** What happened; the key is the event's key. */
    public String events() {
        return prefix + "events";
    }

    public String scores() {
        return prefix + "scores";
    }

    public String anomalies() {
        return prefix + "anomalies";
    }

    /** What anomalies began with; the key is the anomaly's id. */
    public String capsules() {
        return prefix + "capsules";
    }

    /** Alerts; the key is the alert's id. */
    public String alerts() {
        return prefix + "alerts";
    }

    /** Incidents; the key is the incident's id. */
    public String incidents() {
        return prefix + "incidents";
    }

    /** The states that keys of state machines are in; the key is that of the machine and of the key. */
    public String states() {
        return prefix + "states";
    }

    /** What people are notified of, as the job decides. */
    public String notifications() {
        return prefix + "notifications";
    }

    /** Commands of people on alerts and incidents. */
    public String commands() {
        return prefix + "commands";
    }

    public String aggregates() {
        return prefix + "aggregates";
    }

    public String deadLetters() {
        return prefix + "deadletter";
    }

    public String deliveries() {
        return prefix + "deliveries";
    }

    /** Versions of the detector's configuration. */
    public String config() {
        return prefix + "config";
    }

    /** The device registry. */
    public String devices() {
        return prefix + "devices";
    }

    /** Times in which nobody is notified. */
    public String silences() {
        return prefix + "silences";
    }

    /** API keys; the key is the key's id. */
    public String keys() {
        return prefix + "keys";
    }

    /** Browser sessions that were ended by their person; the key is the session's id. */
    public String sessions() {
        return prefix + "sessions";
    }

    /** Browsers that want to be notified; the key is the subscription's id. */
    public String subscriptions() {
        return prefix + "subscriptions";
    }

    /** Who changed what. */
    public String audit() {
        return prefix + "audit";
    }

    /** The job's name in Flink. */
    public String job() {
        return prefix + "pipeline";
    }

    /** The consumer group of {@code part}, such as {@code pipeline}. */
    public String group(String part) {
        return prefix + part;
    }

    /** The client id of {@code part}, such as {@code ingest}. */
    public String client(String part) {
        return prefix + part;
    }
}
