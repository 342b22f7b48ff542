package io.anomalyradar.notify.webpush;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anomalyradar.model.control.ChannelType;
import io.anomalyradar.model.control.NotifyChannel;
import io.anomalyradar.notify.Anomalies;
import io.anomalyradar.notify.Channel;
import io.anomalyradar.notify.ChannelContractTest;
import io.anomalyradar.notify.ChannelSettings;
import io.anomalyradar.notify.HttpReceiver;
import io.anomalyradar.notify.HttpSender;
import io.anomalyradar.notify.Outcome;
import io.anomalyradar.notify.Secrets;
import io.anomalyradar.notify.UnusableChannelException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebPushChannelTest extends ChannelContractTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path secrets;

    static {
        // What is slow once, loading the cryptography, is no part of an attempt.
        PushSubscription any = new TestBrowser().subscribedAt(URI.create("http://127.0.0.1/"));
        var unused = PushEncryption.encrypt(new byte[1], any, P256.generate(), new byte[PushEncryption.SALT_BYTES]);
    }

    private final TestBrowser browser = new TestBrowser();
    private final Browsers browsers = new Browsers();

    /** Browsers in memory, as the test adds them. */
    private static final class Browsers implements WebPushChannel.Subscriptions {
        private final List<PushSubscription> all = new CopyOnWriteArrayList<>();

        @Override
        public List<PushSubscription> all() {
            return all;
        }

        @Override
        public void remove(PushSubscription gone) {
            all.remove(gone);
        }
    }

    /** A service whose messages {@link #browser} reads. */
    private final class Service extends HttpReceiver {
        @Override
        public List<String> keys() {
            return messages(this).stream()
                    .map(message -> message.path("key").asText())
                    .toList();
        }
    }

    @Override
    protected Receiver startReceiver() {
        return new Service();
    }

    @Override
    protected Channel channelTo(Receiver receiver) {
        browsers.all.add(browser.subscribedAt(address((HttpReceiver) receiver)));
        return channel();
    }

    private Channel channel() {
        try {
            VapidKey.create(secrets);
        } catch (UnusableChannelException unwritable) {
            throw new AssertionError(unwritable);
        }
        NotifyChannel configured =
                new NotifyChannel("phones", ChannelType.WEB_PUSH, new TreeMap<>(Map.of("contact", "mailto:o@e.com")));
        return new WebPushChannel(
                new ChannelSettings(configured, new Secrets(name -> null, secrets)),
                browsers,
                new HttpSender(Duration.ofSeconds(2)),
                Clock.systemUTC());
    }

    /** A channel without the browser that each test of the contract has. */
    private Channel channelToNobody() {
        browsers.all.clear();
        return channel();
    }

    private static URI address(HttpReceiver service) {
        return URI.create("http://127.0.0.1:" + service.port() + "/send/" + SECRET);
    }

    private List<JsonNode> messages(HttpReceiver service) {
        ObjectMapper mapper = new ObjectMapper();
        return service.received().stream()
                .map(received -> {
                    try {
                        return mapper.readTree(browser.read(received.bytes()));
                    } catch (IOException notJson) {
                        throw new AssertionError(notJson);
                    }
                })
                .toList();
    }

    @Test
    void message_saysWhatHappened_andWhereToAcknowledge() throws IOException {
        try (HttpReceiver service = new HttpReceiver();
                Channel channel = channelToNobody()) {
            browsers.all.add(browser.subscribedAt(address(service)));
            service.answer(201, Map.of());

            Outcome outcome = channel.deliver(
                    Anomalies.opened("a1").withAcknowledge(URI.create("https://radar.example/ack/alert.a1")));

            assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
            JsonNode message = messages(service).get(0);
            assertThat(message.path("acknowledge").asText()).isEqualTo("https://radar.example/ack/alert.a1");
            assertThat(message.path("title").asText()).isEqualTo("critical · Anomaly: pump 7/ü");
            assertThat(service.received().get(0).headers().getFirst("Topic")).isEqualTo("a1");
            assertThat(service.received().get(0).headers().getFirst("Content-Encoding"))
                    .isEqualTo("aes128gcm");
            assertThat(service.received().get(0).headers().getFirst("Authorization"))
                    .startsWith("vapid t=");
        }
    }

    @Test
    void browserThatEndedItsSubscription_isForgotten_theOthersAreNotified() throws IOException {
        try (HttpReceiver service = new HttpReceiver();
                HttpReceiver gone = new HttpReceiver();
                Channel channel = channelToNobody()) {
            service.answer(201, Map.of());
            gone.answer(410, Map.of());
            browsers.all.add(browser.subscribedAt(address(gone)));
            browsers.all.add(browser.subscribedAt(address(service)));

            assertThat(channel.deliver(Anomalies.opened("a1"))).isInstanceOf(Outcome.Delivered.class);

            assertThat(browsers.all()).extracting(PushSubscription::endpoint).containsExactly(address(service));
        }
    }

    @Test
    void oneServiceThatFails_isTriedAgain_whateverTheOthersSay() throws IOException {
        try (HttpReceiver service = new HttpReceiver();
                HttpReceiver broken = new HttpReceiver();
                Channel channel = channelToNobody()) {
            service.answer(201, Map.of());
            broken.answer(500, Map.of());
            browsers.all.add(browser.subscribedAt(address(broken)));
            browsers.all.add(browser.subscribedAt(address(service)));

            assertThat(channel.deliver(Anomalies.opened("a1"))).isInstanceOf(Outcome.Retryable.class);
        }
    }

    @Test
    void channelWithoutBrowsers_saysWhatToDo() {
        try (Channel channel = channelToNobody()) {
            assertThat(channel.deliver(Anomalies.opened("a1")).reason())
                    .isEqualTo("no browser is subscribed to the channel phones: open System on the page of the phone or"
                            + " computer that is to be notified, and switch it on");
        }
    }
}
