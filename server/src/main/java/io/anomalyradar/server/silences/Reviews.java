package io.anomalyradar.server.silences;

import io.anomalyradar.bus.AcknowledgedProducer;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertAction;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.alert.AlertCommandJson;
import io.anomalyradar.model.control.AlertRule;
import io.anomalyradar.model.control.ConfigVersion;
import io.anomalyradar.model.control.EventPattern;
import io.anomalyradar.server.inbox.AlertBoard;
import io.anomalyradar.server.log.Worker;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Asks the job to look at alerts whose silences or rules have changed, once the change is in force: an alert that nothing else
 * happens to would otherwise keep the silence that it had. Thread-safe.
 */
public final class Reviews implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final int MAX_WAITING = 1_000;

    private record Request(List<Alert> alerts, long atMillis) {}

    private final AcknowledgedProducer producer;
    private final String topic;
    private final Clock clock;
    private final LinkedBlockingQueue<Request> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final Worker worker;

    private Reviews(AcknowledgedProducer producer, String topic, Clock clock, MeterRegistry meters) {
        this.producer = producer;
        this.topic = topic;
        this.clock = clock;
        worker = Worker.start("reviews", this::run, meters);
    }

    /**
     * Starts to send what is requested.
     *
     * @param topic of the commands
     */
    public static Reviews start(AcknowledgedProducer producer, String topic, Clock clock, MeterRegistry meters) {
        return new Reviews(producer, topic, clock, meters);
    }

    /** Has those of {@code alerts} looked at whose rule {@code version} no longer has, so that they are resolved. */
    public void requestWithoutRule(AlertBoard alerts, ConfigVersion version) {
        Set<String> enabled = new HashSet<>();
        for (AlertRule rule : version.document().alerting().rules()) {
            if (rule.enabled()) {
                enabled.add(rule.id());
            }
        }
        for (EventPattern pattern : version.document().alerting().patterns()) {
            if (pattern.enabled()) {
                enabled.add(pattern.id());
            }
        }
        request(alerts.open(alert -> !enabled.contains(alert.rule())), version.effectiveFromMillis());
    }

    /** Has {@code alerts} looked at as soon as {@code effectiveMillis}, by the broker's clock, has come. */
    void request(List<Alert> alerts, long effectiveMillis) {
        if (!alerts.isEmpty()) {
            boolean unused = waiting.offer(new Request(alerts, effectiveMillis)); // else the next event looks at them
        }
    }

    private void run(Worker thread) throws InterruptedException {
        while (!thread.isStopping()) {
            Request next = waiting.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (next != null) {
                thread.pause(Duration.ofMillis(Math.max(0, next.atMillis() - clock.millis())));
                for (Alert alert : next.alerts()) {
                    send(alert);
                }
            }
            thread.healthy();
        }
    }

    private void send(Alert alert) throws InterruptedException {
        AlertCommand review = AlertCommand.onAlert(alert.id(), alert.device(), AlertAction.REVIEW, "server", "", 0);
        producer.send(new ProducerRecord<>(
                topic, alert.device().getBytes(StandardCharsets.UTF_8), AlertCommandJson.encode(review)));
    }

    @Override
    public void close() {
        worker.close();
    }
}
