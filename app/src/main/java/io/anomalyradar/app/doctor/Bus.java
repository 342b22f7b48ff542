package io.anomalyradar.app.doctor;

import io.anomalyradar.app.config.RadarConfig;
import io.anomalyradar.app.topics.TopicAdmin;
import io.anomalyradar.app.topics.TopicFailure;
import io.anomalyradar.app.topics.TopicState;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Looks at Kafka: whether it answers, its topics, and its clock. */
final class Bus {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    private final RadarConfig config;
    private final Clock clock;

    Bus(RadarConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    List<CheckResult> look() {
        List<CheckResult> findings = new ArrayList<>();
        String address = config.kafka().bootstrapServers();
        try (TopicAdmin admin = new TopicAdmin(config.kafka(), PATIENCE)) {
            int brokers = admin.brokers();
            List<TopicState> topics = admin.states();
            findings.add(CheckResult.good("broker", address + " answers, nodes: " + brokers));
            findings.add(topics(topics));
            if (!config.startsBroker()) {
                findings.add(replicas(brokers, topics));
            }
            findings.add(clock(admin.newestTimestamp(config.kafka().topics().telemetry())));
        } catch (TopicFailure failed) {
            findings.add(CheckResult.bad(
                    "broker",
                    String.valueOf(failed.getMessage()),
                    config.startsBroker()
                            ? "start it: radar up"
                            : "check kafka.bootstrap-servers, the network, and what is under kafka.client"));
        }
        return findings;
    }

    private static CheckResult topics(List<TopicState> topics) {
        List<String> absent = topics.stream()
                .filter(topic -> !topic.exists())
                .map(TopicState::name)
                .toList();
        if (!absent.isEmpty()) {
            return CheckResult.bad("topics", "absent: " + String.join(", ", absent), "radar topics apply");
        }
        List<String> differences = topics.stream()
                .flatMap(topic -> topic.differences().stream().map(difference -> topic.name() + ": " + difference))
                .toList();
        boolean otherTime = differences.stream().anyMatch(difference -> difference.contains("message.timestamp.type"));
        if (otherTime) {
            return CheckResult.bad(
                    "topics",
                    String.join("; ", differences),
                    "radar topics apply: without LogAppendTime the pipeline has no clock");
        }
        return differences.isEmpty()
                ? CheckResult.good("topics", topics.size() + " as specified")
                : CheckResult.warning("topics", String.join("; ", differences), "radar topics apply --dry-run");
    }

    /** Whether what was acknowledged survives the loss of a broker. */
    private static CheckResult replicas(int brokers, List<TopicState> topics) {
        List<String> single = topics.stream()
                .filter(topic -> topic.exists() && topic.replicas() < 2)
                .map(TopicState::name)
                .toList();
        if (!single.isEmpty()) {
            return CheckResult.warning(
                    "replicas",
                    "one replica only, lost with its broker: " + String.join(", ", single),
                    brokers < 2
                            ? "a second and third broker, then kafka.replication-factor: 3 and radar topics apply"
                            : "set kafka.replication-factor to " + Math.min(brokers, 3) + ", then radar topics apply");
        }
        List<String> behind = topics.stream()
                .filter(topic -> topic.inSync() < topic.replicas())
                .map(topic -> topic.name() + " " + topic.inSync() + "/" + topic.replicas())
                .toList();
        return behind.isEmpty()
                ? CheckResult.good("replicas", "2 or more, all in sync")
                : CheckResult.warning(
                        "replicas",
                        "not in sync: " + String.join(", ", behind),
                        "is a broker down, slow or full? The brokers copy what is missing by themselves");
    }

    /**
     * The broker's clock is the pipeline's only now; a record stamped later than our own time shows that they differ.
     */
    private CheckResult clock(OptionalLong newest) {
        if (newest.isEmpty()) {
            return CheckResult.good("clock", "nothing to compare it with: no record yet");
        }
        Duration ahead = Duration.ofMillis(newest.getAsLong() - clock.millis());
        return ahead.compareTo(CLOCK_TOLERANCE) > 0
                ? CheckResult.bad(
                        "clock",
                        "the broker's clock is at least " + ahead.toMillis() + " ms ahead of this machine's",
                        "set both by NTP: samples are judged by the broker's clock")
                : CheckResult.good("clock", "not behind the broker's; newest record " + -ahead.toMillis() + " ms ago");
    }
}
