package io.anomalyradar.server.alerts;

import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.control.ChannelRate;
import io.anomalyradar.notify.Channel;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.testing.TestChannels;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A notifier in a separate process, so that it can be killed. */
final class NotifierProcess {
    private static final URI PAGE = URI.create("http://127.0.0.1:8080");

    private NotifierProcess() {}

    static Process start(String bootstrapServers, URI webhook, String member) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NotifierProcess.class.getName(),
                        bootstrapServers,
                        webhook.toString(),
                        member)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Arguments: bootstrap servers, URL of the webhook, member. */
    public static void main(String[] arguments) throws InterruptedException {
        KafkaConfig kafka = KafkaConfig.at(arguments[0]);
        Channel webhook = TestChannels.webhook(URI.create(arguments[1]), Duration.ofSeconds(20));
        try (TopicCatalog catalog = new TopicCatalog(kafka);
                Notifier notifier = Notifier.start(
                        kafka,
                        catalog,
                        arguments[2],
                        webhook,
                        new ChannelRate(0),
                        Long.MAX_VALUE,
                        PAGE,
                        new SimpleMeterRegistry())) {
            new CountDownLatch(1).await();
            notifier.stop();
        }
    }
}
