package io.anomalyradar.notify.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.anomalyradar.model.control.ChannelType;
import io.anomalyradar.notify.Anomalies;
import io.anomalyradar.notify.Channel;
import io.anomalyradar.notify.ChannelContractTest;
import io.anomalyradar.notify.Http;
import io.anomalyradar.notify.MessageChart;
import io.anomalyradar.notify.Outcome;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class EmailChannelTest extends ChannelContractTest {
    private static final String PASSWORD = "value of RADAR_SECRET_MAIL";

    @Override
    protected Receiver startReceiver() {
        return new SmtpReceiver();
    }

    @Override
    protected Channel channelTo(Receiver receiver) {
        return email(((SmtpReceiver) receiver).port(), Map.of("from", SECRET + "@example.com"), Duration.ofMillis(700));
    }

    private static Channel email(int port, Map<String, String> more, Duration timeout) {
        Map<String, String> texts = new HashMap<>(Map.of(
                "host", "127.0.0.1",
                "port", Integer.toString(port),
                "security", "none",
                "from", "Anomaly Radar <radar@example.com>",
                "to", "ops@example.com, night@example.com"));
        texts.putAll(more);
        return new EmailChannel(Http.settings("mail", ChannelType.EMAIL, texts), timeout);
    }

    private static GreenMail mailServer() {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    @Test
    void opened_readableAsTextAndHtml() throws Exception {
        GreenMail server = mailServer();
        try (Channel mail = email(server.getSmtp().getPort(), Map.of(), Duration.ofSeconds(10))) {
            assertThat(mail.deliver(Anomalies.named("<b>pump</b>"))).isEqualTo(new Outcome.Delivered());

            assertThat(server.getReceivedMessages()).hasSize(2);
            MimeMessage message = server.getReceivedMessages()[0];
            MimeMultipart parts = (MimeMultipart) message.getContent();
            assertThat(message.getSubject()).isEqualTo("critical · Anomaly: <b>pump</b>");
            assertThat(message.getMessageID()).isEqualTo("<a1.opened@anomaly-radar>");
            assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
            assertThat((String) parts.getBodyPart(0).getContent())
                    .contains(
                            "temperature is 99.5, expected 71.25",
                            "Device: <b>pump</b>",
                            "Since: 2024-11-22T00:00:00Z");
            assertThat((String) parts.getBodyPart(1).getContent())
                    .contains("&lt;b&gt;pump&lt;/b&gt;", "<a href=\"http://127.0.0.1:8080/alerts/")
                    .doesNotContain("<b>");
        } finally {
            server.stop();
        }
    }

    @Test
    void chart_isAnImageToWhichThePageRefers() throws Exception {
        GreenMail server = mailServer();
        List<MessageChart.Point> points = List.of(
                new MessageChart.Point(0, 5, 4, 6, false),
                new MessageChart.Point(10_000, 5.5, 4, 6, false),
                new MessageChart.Point(20_000, 9, Double.NaN, Double.NaN, true));
        try (Channel mail = email(server.getSmtp().getPort(), Map.of(), Duration.ofSeconds(10))) {
            mail.deliver(Anomalies.opened("a1").withChart(new MessageChart("temperature", points)));

            MimeMultipart parts = (MimeMultipart) server.getReceivedMessages()[0].getContent();
            MimeMultipart related = (MimeMultipart) parts.getBodyPart(1).getContent();
            MimeBodyPart image = (MimeBodyPart) related.getBodyPart(1);
            BufferedImage decoded = ImageIO.read(image.getInputStream());
            assertThat((String) parts.getBodyPart(0).getContent()).contains("Last 1 min: ▁▂█");
            assertThat((String) related.getBodyPart(0).getContent()).contains("src=\"cid:chart@anomaly-radar\"");
            assertThat(image.getContentID()).isEqualTo("<chart@anomaly-radar>");
            assertThat(decoded.getWidth()).isEqualTo(600);
            assertThat(decoded.getRGB(100, 160)).isNotEqualTo(decoded.getRGB(2, 2)); // the band, beside the margin
            assertThat(decoded.getRGB(591, 8) & 0xFFFFFF).isEqualTo(0xC62828); // the unusual sample
        } finally {
            server.stop();
        }
    }

    @Test
    void ended_belongsToTheThreadOfItsOpening() throws Exception {
        GreenMail server = mailServer();
        try (Channel mail = email(server.getSmtp().getPort(), Map.of(), Duration.ofSeconds(10))) {
            mail.deliver(Anomalies.ended("a1"));

            MimeMessage message = server.getReceivedMessages()[0];
            assertThat(message.getHeader("In-Reply-To")).containsExactly("<a1.opened@anomaly-radar>");
            assertThat(message.getSubject()).isEqualTo("resolved · Anomaly: pump 7/ü");
        } finally {
            server.stop();
        }
    }

    @Test
    void userAndPassword_areChecked() {
        GreenMail server = mailServer();
        server.setUser("ops@example.com", "radar", PASSWORD);
        server.getUserManager().setAuthRequired(true);
        int port = server.getSmtp().getPort();
        try (Channel right = email(port, Map.of("user", "radar", "password", "secret:mail"), Duration.ofSeconds(10));
                Channel wrong = email(port, Map.of("user", "radar", "password", "secret:x"), Duration.ofSeconds(10))) {
            assertThat(right.deliver(Anomalies.opened("a1"))).isEqualTo(new Outcome.Delivered());
            assertThat(wrong.deliver(Anomalies.opened("a1")))
                    .isInstanceOfSatisfying(Outcome.Retryable.class, outcome -> assertThat(outcome.reason())
                            .contains("user of channel mail"));
        } finally {
            server.stop();
        }
    }

    @Test
    void serverWithoutStartTls_nothingIsSentInTheClear() {
        GreenMail server = mailServer();
        try (Channel mail = email(server.getSmtp().getPort(), Map.of("security", "starttls"), Duration.ofSeconds(10))) {
            assertThat(mail.deliver(Anomalies.opened("a1"))).isNotEqualTo(new Outcome.Delivered());
            assertThat(server.getReceivedMessages()).isEmpty();
        } finally {
            server.stop();
        }
    }

    @Test
    void unknownReceiver_retryableAndNamesTheSetting() throws Exception {
        try (SmtpReceiver receiver = new SmtpReceiver();
                Channel mail = email(receiver.port(), Map.of(), Duration.ofSeconds(5))) {
            receiver.refuseTheAddress();

            assertThat(mail.deliver(Anomalies.opened("a1")))
                    .isInstanceOfSatisfying(Outcome.Retryable.class, outcome -> assertThat(outcome.reason())
                            .contains("550", "to of channel mail"));
        }
    }

    @Test
    void answerDrips_attemptEndsAtItsDeadline() throws Exception {
        try (SmtpReceiver receiver = new SmtpReceiver();
                Channel mail = email(receiver.port(), Map.of(), Duration.ofMillis(700))) {
            receiver.dripItsAnswer();

            assertThat(mail.deliver(Anomalies.opened("a1"))).isInstanceOf(Outcome.OutcomeUnknown.class);
        }
    }

    @Test
    void malformedAddressOrPort_saysWhichSetting() {
        try (Channel address = email(25, Map.of("to", "not an address"), Duration.ofSeconds(1));
                Channel port = email(25, Map.of("port", "smtp"), Duration.ofSeconds(1))) {
            assertThat(address.deliver(Anomalies.opened("a1")).toString()).contains("to of channel mail");
            assertThat(port.deliver(Anomalies.opened("a1")).toString()).contains("port of channel mail");
        }
    }
}
