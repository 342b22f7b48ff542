package io.anomalyradar.server.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.model.config.NotifyConfig;
import io.anomalyradar.model.control.ConfigDocument;
import io.anomalyradar.model.control.ConfigJson;
import io.anomalyradar.notify.Outcome;
import io.anomalyradar.server.config.Control;
import io.anomalyradar.server.health.PartState;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.testing.Examples;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels of the configuration, on a real broker. */
class NotifiersTest {
    private static final URI PAGE = URI.create("http://127.0.0.1:8080");

    private final Receiver first = new Receiver();
    private final Receiver second = new Receiver();

    private final Path directory;
    private final TestBroker broker;
    private final TopicCatalog catalog;
    private final Topic topic;
    private final Control control;
    private final Notifiers notifiers;

    NotifiersTest(@TempDir Path directory) throws Exception {
        this.directory = directory;
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        catalog = new TopicCatalog(broker.config());
        topic = new Topic(broker.bootstrap());
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        control = new Control(broker.config(), meters);
        NotifyConfig config = new NotifyConfig(null, null, PAGE, Duration.ofMillis(500), directory.resolve("secrets"));
        notifiers = Notifiers.start(
                broker.config(),
                catalog,
                "one",
                control,
                new ChannelFactory(
                        config,
                        channel -> {
                            throw new IllegalStateException("no channel notifies browsers");
                        },
                        Clock.systemUTC()),
                channel -> new ExplainedChannel(
                        channel, notification -> notification.withCause("pump-3: pressure is 2, usually 6")),
                meters,
                Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        notifiers.close();
        control.close();
        topic.close();
        catalog.close();
        broker.close();
        first.close();
        second.close();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }

    private void configure(int version, String channels) throws Exception {
        String json = "{\"version\": " + version + ", \"channels\": " + channels.replace('\'', '"') + "}";
        ConfigDocument document = ConfigJson.read(json.getBytes(StandardCharsets.UTF_8));
        long effective = control.publish(document).effectiveFromMillis();
        await().until(() -> System.currentTimeMillis() > effective); // the job routes nothing to it before
    }

    private static String webhook(String id, Receiver receiver) {
        return "{'id': '" + id + "', 'type': 'webhook', 'url': '" + receiver.url() + "'}";
    }

    private void write(Alert alert, String... channels) {
        NotifiedChange change = alert.state().isOpen() ? NotifiedChange.OPENED : NotifiedChange.ENDED;
        for (String channel : channels) {
            topic.write(Notice.of(alert, change).through(channel));
        }
    }

    @Test
    void channelIsAdded_nextAlertGoesThroughIt_otherChannelsAlertsDoNot() throws Exception {
        configure(1, "[" + webhook("a", first) + ", " + webhook("b", second) + "]");

        write(Examples.alert(Examples.open("for-a", "d")), "a");
        write(Examples.alert(Examples.open("for-both", "d")), "a", "b");

        await().until(() -> first.accepted().size() == 2 && second.accepted().size() == 1);
        assertThat(first.accepted()).containsExactlyInAnyOrder("for-a:opened", "for-both:opened");
        assertThat(second.accepted()).containsExactly("for-both:opened");
        assertThat(first.bodies())
                .allMatch(body -> body.contains("\"probableCause\":\"pump-3: pressure is 2, usually 6\""));
    }

    @Test
    void oneChannelFails_theOtherIsNotDelayed_andTheStateSaysWhich() throws Exception {
        second.answer(503);
        configure(1, "[" + webhook("a", first) + ", " + webhook("b", second) + "]");

        for (int i = 0; i < 20; i++) {
            write(Examples.alert(Examples.open("x" + i, "d" + i)), "a", "b");
        }

        await().until(() -> first.accepted().size() == 20);
        assertThat(second.accepted()).isEmpty();
        await().until(() -> notifiers.state().condition() == PartState.Condition.DOWN);
        assertThat(notifiers.state().detail())
                .contains("b: the receiver answered 503")
                .doesNotContain("a:");

        second.answer(200);
        await().until(() -> second.accepted().size() == 20);
    }

    @Test
    void channelIsRemovedOrChanged_takesEffectWithoutARestart() throws Exception {
        configure(1, "[" + webhook("a", first) + "]");
        write(Examples.alert(Examples.open("one", "d")), "a");
        await().until(() -> first.accepted().contains("one:opened"));

        configure(2, "[" + webhook("a", second) + "]");
        await().until(() -> notifiers.states().size() == 1
                && notifiers
                        .states()
                        .get(0)
                        .channel()
                        .text("url")
                        .equals(second.url().toString()));
        write(Examples.alert(Examples.ended("one", "d")), "a");
        await().until(() -> second.accepted().contains("one:ended"));
        assertThat(first.accepted()).containsExactly("one:opened");

        configure(3, "[]");
        await().until(() -> notifiers.states().isEmpty());
        assertThat(notifiers.state().condition()).isEqualTo(PartState.Condition.OFF);
    }

    @Test
    void secretIsMissing_saidInTheState_deliveredOnceItIsThere() throws Exception {
        configure(1, "[{'id': 'chat', 'type': 'slack', 'url': 'secret:chat'}]");
        write(Examples.alert(Examples.open("one", "d")), "chat");

        await().until(() -> notifiers.state().detail().contains("RADAR_SECRET_CHAT"));
        Files.createDirectories(directory.resolve("secrets"));
        Files.writeString(directory.resolve("secrets/chat"), first.url().toString());

        await().until(() -> first.bodies().stream().anyMatch(body -> body.contains("\"blocks\"")));
        assertThat(notifiers.state().detail()).doesNotContain(first.url().toString());
    }

    @Test
    void test_sendsAnExampleAndItsEnd() throws Exception {
        configure(1, "[" + webhook("a", first) + "]");
        await().until(() -> notifiers.states().size() == 1);

        assertThat(notifiers.test("a")).contains(new Outcome.Delivered());
        assertThat(notifiers.test("unknown")).isEmpty();

        assertThat(first.attempts()).hasSize(2);
        assertThat(first.bodies().get(0)).contains("This is an example");
        first.answer(404);
        assertThat(notifiers.test("a").orElseThrow().toString()).contains("404", "url of channel a");
    }
}
