package io.anomalyradar.server;

import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.server.config.Control;
import io.anomalyradar.server.http.BodyBudget;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.security.AccessControl;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;

/**
 * What all groups of the server's parts use.
 *
 * @param member this server among those that share a Kafka
 * @param bodies the bodies of requests that may be in memory at a time
 * @param queries answers what is read from the store
 * @param operations answers what takes milliseconds
 * @param changes answers what waits for the broker
 * @param started keeps what must be closed
 */
record Core(
        ServerSetup setup,
        HistoryStore store,
        TopicCatalog catalog,
        Control control,
        AccessControl access,
        String member,
        BodyBudget bodies,
        WorkPool queries,
        WorkPool operations,
        WorkPool changes,
        Clock clock,
        PrometheusMeterRegistry meters,
        Parts started) {
    /** All bodies that are received or processed have the size of so many of the largest. */
    private static final int BODIES = 8;

    Core(
            ServerSetup setup,
            HistoryStore store,
            TopicCatalog catalog,
            Control control,
            AccessControl access,
            String member,
            Clock clock,
            PrometheusMeterRegistry meters,
            Parts started) {
        this(
                setup,
                store,
                catalog,
                control,
                access,
                member,
                new BodyBudget((long) BODIES * setup.server().maxBodyBytes()),
                started.started(new WorkPool("query", 8, 128, meters)),
                started.started(new WorkPool("operations", 2, 32, meters)),
                started.started(new WorkPool("commands", 4, 64, meters)),
                clock,
                meters,
                started);
    }

    KafkaConfig kafka() {
        return setup.kafka();
    }

    /** The device registry in force. */
    DeviceRegistry devices() {
        return control.current().devices();
    }

    /** Threads of a name of their own, stopped with the server. */
    WorkPool pool(String name, int threads, int queue) {
        return started.started(new WorkPool(name, threads, queue, meters));
    }

    <T extends AutoCloseable> T started(T part) {
        return started.started(part);
    }
}
