package io.anomalyradar.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.anomalyradar.model.control.ChannelType;
import io.anomalyradar.model.control.NotifyChannel;
import io.anomalyradar.notify.Anomalies;
import io.anomalyradar.notify.Channel;
import io.anomalyradar.notify.ChannelContractTest;
import io.anomalyradar.notify.Http;
import io.anomalyradar.notify.HttpReceiver;
import io.anomalyradar.notify.Outcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookTest extends ChannelContractTest {
    @Override
    protected Receiver startReceiver() {
        return new HttpReceiver();
    }

    @Override
    protected Channel channelTo(Receiver receiver) {
        return webhook("http://127.0.0.1:" + ((HttpReceiver) receiver).port() + "/hook?token=" + SECRET);
    }

    private static Channel webhook(String url) {
        return Http.channel(NotifyChannel.OF_RADAR_YAML, ChannelType.WEBHOOK, Map.of("url", url), new WebhookFormat());
    }

    @Test
    void ended_messageHoldsEveryField() throws Exception {
        try (HttpReceiver receiver = new HttpReceiver();
                Channel webhook = webhook("http://127.0.0.1:" + receiver.port() + "/hook")) {
            webhook.deliver(Anomalies.ended("a1"));

            JsonNode message =
                    new ObjectMapper().readTree(receiver.received().get(0).body());
            assertThat(message)
                    .isEqualTo(
                            new ObjectMapper()
                                    .readTree(
                                            """
                    {"id":"a1","transition":"ended","rule":"anomaly","title":"Anomaly: pump 7/ü","labels":{},"anomaly":"a1",
                     "device":"pump 7/ü","metric":"temperature","severity":"CRITICAL",
                     "kind":"SPIKE","actual":99.5,"expected":71.25,"lower":68.5,"upper":74.0,"score":12.5,
                     "startMillis":1732233600000,"peakMillis":1732233601000,"endMillis":1732233660000,
                     "explanation":"temperature is 99.5, expected 71.25",
                     "probableCause":"","link":"http://127.0.0.1:8080/alerts/a1","acknowledge":""}"""));
        }
    }

    @Test
    void openedOfDevice_messageNamesTheMetricsThatMatterMost() throws Exception {
        try (HttpReceiver receiver = new HttpReceiver();
                Channel webhook = webhook("http://127.0.0.1:" + receiver.port() + "/hook")) {
            webhook.deliver(Anomalies.openedOfDevice("a1"));

            JsonNode message =
                    new ObjectMapper().readTree(receiver.received().get(0).body());
            assertThat(message)
                    .isEqualTo(
                            new ObjectMapper()
                                    .readTree(
                                            """
                    {"id":"a1","transition":"opened","rule":"anomaly","title":"Anomaly: pump 7/ü","labels":{},"anomaly":"a1",
                     "device":"pump 7/ü","metric":"","severity":"MEDIUM",
                     "kind":"LEVEL_SHIFT","score":4.5,"startMillis":1732233600000,"peakMillis":1732233601000,
                     "explanation":"metrics together are unusual (score 4.5), most of all pressure 41 %: level shift",
                     "contributions":[{"name":"pressure","share":0.41},{"name":"flow","share":0.22}],
                     "probableCause":"","link":"http://127.0.0.1:8080/alerts/a1","acknowledge":""}"""));
        }
    }

    @Test
    void opened_messageHasNoEnd() throws Exception {
        try (HttpReceiver receiver = new HttpReceiver();
                Channel webhook = webhook("http://127.0.0.1:" + receiver.port() + "/hook")) {
            webhook.deliver(Anomalies.opened("a1"));

            JsonNode message =
                    new ObjectMapper().readTree(receiver.received().get(0).body());
            assertThat(message.has("endMillis")).isFalse();
            assertThat(message.get("transition").asText()).isEqualTo("opened");
            assertThat(receiver.received().get(0).headers().getFirst("Content-Type"))
                    .isEqualTo("application/json");
        }
    }

    @ParameterizedTest
    @CsvSource({"408", "425", "429", "500", "502", "503", "504"})
    void passingFault_retryable(int status) {
        assertThat(outcomeOf(status, Map.of())).isInstanceOf(Outcome.Retryable.class);
    }

    @ParameterizedTest
    @CsvSource({"301, redirect", "307, redirect", "400, right", "401, secret", "403, secret", "404, right", "410, right"
    })
    void mistakeInTheConfiguration_retryableWithWhatToDo(int status, String remedy) {
        assertThat(outcomeOf(status, Map.of("Location", "/elsewhere")))
                .isInstanceOfSatisfying(Outcome.Retryable.class, retryable -> assertThat(retryable.reason())
                        .contains(String.valueOf(status), remedy, "alerts.webhook.url"));
    }

    @ParameterizedTest
    @CsvSource({"413", "415", "422"})
    void messageItselfRefused_final(int status) {
        assertThat(outcomeOf(status, Map.of())).isInstanceOf(Outcome.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({"200, Delivered", "503, Retryable"})
    void bodyOfTheAnswerStalls_attemptEndsWithWhatTheHeadSays(int status, String outcome) throws Exception {
        try (StallingReceiver receiver =
                        new StallingReceiver("HTTP/1.1 " + status + " X\r\nContent-Length: 10\r\n\r\nabc");
                Channel webhook = webhook("http://127.0.0.1:" + receiver.port() + "/hook")) {
            assertThat(webhook.deliver(Anomalies.opened("a1")).getClass().getSimpleName())
                    .isEqualTo(outcome);
        }
    }

    @Test
    void headOfTheAnswerStalls_outcomeUnknown() throws Exception {
        try (StallingReceiver receiver = new StallingReceiver("HTTP/1.1 200 OK\r\nContent-Le");
                Channel webhook = webhook("http://127.0.0.1:" + receiver.port() + "/hook")) {
            assertThat(webhook.deliver(Anomalies.opened("a1"))).isInstanceOf(Outcome.OutcomeUnknown.class);
        }
    }

    @Test
    void noTlsAtTheReceiver_saysSo() throws Exception {
        try (StallingReceiver receiver = new StallingReceiver("HTTP/1.1 400 Bad Request\r\n\r\n");
                Channel webhook = webhook("https://127.0.0.1:" + receiver.port() + "/hook")) {
            assertThat(webhook.deliver(Anomalies.opened("a1")))
                    .isInstanceOfSatisfying(Outcome.Retryable.class, retryable -> assertThat(retryable.reason())
                            .contains("no TLS connection"));
        }
    }

    @Test
    void selfSignedCertificate_saysSo(@TempDir Path directory) throws Exception {
        HttpsServer receiver = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setHttpsConfigurator(new HttpsConfigurator(selfSigned(directory.resolve("keys.p12"))));
        receiver.start();
        try (Channel webhook =
                webhook("https://127.0.0.1:" + receiver.getAddress().getPort() + "/hook")) {
            assertThat(webhook.deliver(Anomalies.opened("a1")))
                    .isInstanceOfSatisfying(Outcome.Retryable.class, retryable -> assertThat(retryable.reason())
                            .contains("self-signed", "trust store"));
        } finally {
            receiver.stop(0);
        }
    }

    private static SSLContext selfSigned(Path file) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "86400, 600", "99999999999, ", "Wed, ", "-1, "})
    void retryAfter_secondsWithinBounds(String header, Long seconds) {
        Outcome outcome = outcomeOf(503, Map.of("Retry-After", header));

        Duration expected = seconds == null ? null : Duration.ofSeconds(seconds);
        assertThat(outcome).isEqualTo(new Outcome.Retryable("the receiver answered 503", expected));
    }

    @Test
    void userInUrl_sentAsBasicAuthentication() {
        try (HttpReceiver receiver = new HttpReceiver();
                Channel webhook = webhook("http://me:pass@127.0.0.1:" + receiver.port() + "/a%20b?c=d")) {
            webhook.deliver(Anomalies.opened("a1"));

            HttpReceiver.Received message = receiver.received().get(0);
            assertThat(message.headers().getFirst("Authorization")).isEqualTo("Basic bWU6cGFzcw==");
            assertThat(message.path()).isEqualTo("/a%20b?c=d");
        }
    }

    @Test
    void secret_signedAsThePublishedVector() throws Exception {
        String body = "{\"test\": 2432232314}";

        String signature = WebhookFormat.signature(
                Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330",
                body);

        assertThat(signature).isEqualTo("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void secret_headersOfStandardWebhooks() throws Exception {
        try (HttpReceiver receiver = new HttpReceiver();
                Channel webhook = Http.channel(
                        "ops",
                        ChannelType.WEBHOOK,
                        Map.of("url", "http://127.0.0.1:" + receiver.port() + "/", "secret", "secret:hook"),
                        new WebhookFormat())) {
            assertThat(webhook.deliver(Anomalies.opened("a1"))).isEqualTo(new Outcome.Delivered());

            var headers = receiver.received().get(0).headers();
            assertThat(headers.getFirst("webhook-id")).isEqualTo("a1:opened");
            assertThat(headers.getFirst("webhook-timestamp")).isEqualTo("1732233700");
            assertThat(headers.getFirst("webhook-signature"))
                    .isEqualTo("v1,"
                            + WebhookFormat.signature(
                                    "value of RADAR_SECRET_HOOK".getBytes(StandardCharsets.UTF_8),
                                    "a1:opened.1732233700",
                                    receiver.received().get(0).body()));
        }
    }

    private static Outcome outcomeOf(int status, Map<String, String> headers) {
        try (HttpReceiver receiver = new HttpReceiver();
                Channel webhook = webhook("http://127.0.0.1:" + receiver.port() + "/hook")) {
            receiver.answer(status, headers);
            return webhook.deliver(Anomalies.opened("a1"));
        }
    }
}
