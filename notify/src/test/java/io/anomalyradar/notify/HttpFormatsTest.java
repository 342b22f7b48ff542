package io.anomalyradar.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anomalyradar.model.control.ChannelType;
import io.anomalyradar.notify.opsgenie.OpsgenieFormat;
import io.anomalyradar.notify.pagerduty.PagerDutyFormat;
import io.anomalyradar.notify.slack.SlackFormat;
import io.anomalyradar.notify.sms.SmsFormat;
import io.anomalyradar.notify.teams.TeamsFormat;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What receivers of other makers get. The expected messages follow their published documentation. */
class HttpFormatsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LINK = "http://127.0.0.1:8080/alerts/a1";

    private static HttpFormat.Message message(
            ChannelType type, Map<String, String> texts, HttpFormat format, Notification notification)
            throws UnusableChannelException {
        return format.of(notification, Http.settings("ops", type, texts), 1_732_233_700_000L);
    }

    private static JsonNode json(HttpFormat.Message message) throws Exception {
        return JSON.readTree(message.body());
    }

    @Test
    void pagerDuty_triggerAndResolveOfOneIncident() throws Exception {
        Map<String, String> texts = Map.of("key", "secret:pd");

        HttpFormat.Message opened =
                message(ChannelType.PAGERDUTY, texts, new PagerDutyFormat(), Anomalies.opened("a1"));
        HttpFormat.Message ended = message(ChannelType.PAGERDUTY, texts, new PagerDutyFormat(), Anomalies.ended("a1"));

        assertThat(opened.target().url()).hasToString("https://events.pagerduty.com/v2/enqueue");
        assertThat(json(opened))
                .isEqualTo(JSON.readTree(
                        """
                {"routing_key":"value of RADAR_SECRET_PD","event_action":"trigger","dedup_key":"a1",
                 "client":"Anomaly Radar","client_url":"%s","links":[{"href":"%s","text":"Open in Anomaly Radar"}],
                 "payload":{"summary":"Anomaly: pump 7/ü: temperature is 99.5, expected 71.25","source":"pump 7/ü",
                   "severity":"critical","timestamp":"2024-11-22T00:00:05Z","component":"temperature","class":"SPIKE",
                   "custom_details":{"Device":"pump 7/ü","Metric":"temperature","Actual":"99.5",
                     "Expected":"71.25 (68.5 to 74)","Since":"2024-11-22T00:00:00Z","Rule":"anomaly"}}}"""
                                .formatted(LINK, LINK)));
        assertThat(json(ended))
                .isEqualTo(
                        JSON.readTree(
                                """
                {"routing_key":"value of RADAR_SECRET_PD","event_action":"resolve","dedup_key":"a1"}"""));
    }

    @Test
    void opsgenie_createsAnAlertAndClosesItByItsAlias() throws Exception {
        Map<String, String> texts = Map.of("key", "secret:og", "url", "https://api.eu.opsgenie.com/");

        HttpFormat.Message opened = message(ChannelType.OPSGENIE, texts, new OpsgenieFormat(), Anomalies.opened("a1"));
        HttpFormat.Message ended = message(ChannelType.OPSGENIE, texts, new OpsgenieFormat(), Anomalies.ended("a1"));

        assertThat(opened.target().url()).hasToString("https://api.eu.opsgenie.com/v2/alerts");
        assertThat(opened.headers()).containsEntry("Authorization", "GenieKey value of RADAR_SECRET_OG");
        assertThat(json(opened))
                .isEqualTo(JSON.readTree(
                        """
                {"message":"critical · Anomaly: pump 7/ü","alias":"a1",
                 "description":"temperature is 99.5, expected 71.25\\n%s","entity":"pump 7/ü",
                 "source":"Anomaly Radar","priority":"P1",
                 "details":{"Device":"pump 7/ü","Metric":"temperature","Actual":"99.5",
                   "Expected":"71.25 (68.5 to 74)","Since":"2024-11-22T00:00:00Z","Rule":"anomaly","Link":"%s"}}"""
                                .formatted(LINK, LINK)));
        assertThat(ended.target().url())
                .hasToString("https://api.eu.opsgenie.com/v2/alerts/a1/close?identifierType=alias");
        assertThat(json(ended))
                .isEqualTo(JSON.readTree("{\"source\":\"Anomaly Radar\",\"note\":\"resolved · Anomaly: pump 7/ü\"}"));
    }

    @Test
    void slack_blocksWithTextForScreenReaders() throws Exception {
        JsonNode message = json(message(
                ChannelType.SLACK,
                Map.of("url", "https://hooks.slack.com/services/T/B/x"),
                new SlackFormat(),
                Anomalies.opened("a1")));

        assertThat(message.get("text").asText()).isEqualTo("🔴 critical · Anomaly: pump 7/ü");
        assertThat(message.at("/blocks/0/text/text").asText()).isEqualTo("🔴 critical · Anomaly: pump 7/ü");
        assertThat(message.at("/blocks/1/text/text").asText()).isEqualTo("temperature is 99.5, expected 71.25");
        assertThat(message.at("/blocks/2/text/text").asText()).contains("*Expected* 71.25 (68.5 to 74)");
        assertThat(message.at("/blocks/3/text/text").asText()).isEqualTo("<" + LINK + "|Open in Anomaly Radar>");
    }

    @Test
    void slack_namesCannotMentionAChannel() throws Exception {
        JsonNode message = json(message(
                ChannelType.SLACK,
                Map.of("url", "https://hooks.slack.com/services/T/B/x"),
                new SlackFormat(),
                Anomalies.named("<!channel> & co")));

        assertThat(message.toString()).contains("&lt;!channel&gt; &amp; co");
        assertThat(message.at("/blocks/2/text/text").asText()).doesNotContain("<!channel>");
        assertThat(message.get("text").asText()).doesNotContain("<!channel>");
    }

    @Test
    void teams_adaptiveCard() throws Exception {
        JsonNode message = json(message(
                ChannelType.TEAMS,
                Map.of("url", "https://example.com/workflows/x"),
                new TeamsFormat(),
                Anomalies.named("[x](http://evil)")));

        JsonNode card = message.at("/attachments/0/content");
        assertThat(message.at("/attachments/0/contentType").asText())
                .isEqualTo("application/vnd.microsoft.card.adaptive");
        assertThat(card.get("type").asText()).isEqualTo("AdaptiveCard");
        assertThat(card.at("/body/2/facts/0/value").asText()).isEqualTo("\\[x\\]\\(http://evil\\)");
        assertThat(card.at("/actions/0/type").asText()).isEqualTo("Action.OpenUrl");
    }

    @Test
    void sms_formWithBasicAuthentication() throws Exception {
        HttpFormat.Message message = message(
                ChannelType.SMS,
                Map.of("account", "AC1", "token", "secret:twilio", "from", "+15550001", "to", "+15550002"),
                new SmsFormat(),
                Anomalies.opened("a1"));

        assertThat(message.target().url()).hasToString("https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json");
        assertThat(message.headers())
                .containsEntry("Authorization", HttpSender.basic("AC1:value of RADAR_SECRET_TWILIO"));
        String form = message.body();
        assertThat(form).startsWith("To=%2B15550002&From=%2B15550001&Body=");
        assertThat(URLDecoder.decode(form.substring(form.indexOf("Body=") + 5), StandardCharsets.UTF_8))
                .isEqualTo("critical · Anomaly: pump 7/ü " + LINK);
    }

    @Test
    void longTexts_areCutToWhatReceiversTake() throws Exception {
        String name = "x".repeat(5_000);

        JsonNode slack = json(message(
                ChannelType.SLACK, Map.of("url", "https://example.com/"), new SlackFormat(), Anomalies.named(name)));
        JsonNode pagerDuty = json(message(
                ChannelType.PAGERDUTY, Map.of("key", "secret:k"), new PagerDutyFormat(), Anomalies.named(name)));

        assertThat(slack.at("/blocks/0/text/text").asText()).hasSize(150).endsWith("…");
        assertThat(slack.at("/blocks/2/text/text").asText()).hasSizeLessThan(3_000);
        assertThat(pagerDuty.at("/payload/summary").asText()).hasSize(1_024);
    }

    @Test
    void cut_leavesNoHalfOfACharacter() {
        assertThat(JsonBody.cut("ab😀c", 4)).isEqualTo("ab…");
        assertThat(JsonBody.cut("ab😀c", 5)).isEqualTo("ab😀c");
    }

    @Test
    void missingSecret_retryableAndSaysWhatToDo() {
        ChannelSettings settings = new ChannelSettings(
                new io.anomalyradar.model.control.NotifyChannel(
                        "ops", ChannelType.SLACK, new java.util.TreeMap<>(Map.of("url", "secret:slack"))),
                new Secrets(variable -> null, java.nio.file.Path.of("absent")));
        try (Channel channel = new HttpChannel(
                settings,
                new SlackFormat(),
                new HttpSender(java.time.Duration.ofSeconds(1)),
                java.time.Clock.systemUTC())) {
            assertThat(channel.deliver(Anomalies.opened("a1")))
                    .isInstanceOfSatisfying(Outcome.Retryable.class, outcome -> assertThat(outcome.reason())
                            .contains("RADAR_SECRET_SLACK"));
        }
    }
}
