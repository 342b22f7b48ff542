package io.anomalyradar.server.security;

import io.anomalyradar.bus.AcknowledgedProducer;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.log.Worker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes radar.audit in order, on a thread of its own. A record is tried until the broker has it; at most
 * {@value #MAX_WAITING} wait, further ones are counted and written to the log of the program instead. Thread-safe.
 */
final class AuditLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int MAX_WAITING = 10_000;
    private static final long PATIENCE_MILLIS = 200;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String topic;
    private final AcknowledgedProducer producer;
    private final BlockingQueue<AuditRecord> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final Counter lost;
    private final Worker worker;

    AuditLog(KafkaConfig kafka, MeterRegistry meters) {
        topic = kafka.topics().audit();
        producer = new AcknowledgedProducer(kafka, "audit");
        Gauge.builder("radar.audit.waiting", waiting, java.util.Collection::size)
                .description("Audit records that wait for the broker")
                .register(meters);
        lost = Counter.builder("radar.audit.lost")
                .description("Audit records for which there was no room; the program's log has them")
                .register(meters);
        worker = Worker.start("audit", this::write, meters);
    }

    void add(AuditRecord record) {
        if (!waiting.offer(record)) {
            lost.increment();
            LOG.error("no room in the audit log for {}", record);
        }
    }

    private void write(Worker thread) throws InterruptedException {
        while (!thread.isStopping() || !waiting.isEmpty()) {
            AuditRecord next = waiting.peek();
            if (next == null) {
                AuditRecord arrived = waiting.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                if (arrived != null) {
                    send(thread, arrived);
                }
            } else if (send(thread, next)) {
                waiting.poll();
            }
        }
    }

    private boolean send(Worker thread, AuditRecord record) throws InterruptedException {
        while (true) {
            try {
                producer.send(new ProducerRecord<>(topic, 0, null, Json.object(record::writeFields)));
                thread.healthy();
                return true;
            } catch (KafkaException failed) {
                LOG.warn("the audit log cannot be written: {}", failed.getMessage());
                if (thread.isStopping()) {
                    LOG.error("not in the audit log: {}", record);
                    return true;
                }
                thread.pause(PAUSE);
            }
        }
    }

    @Override
    public void close() {
        worker.close();
        producer.close();
    }
}
