package io.anomalyradar.notify.email;

import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.notify.ChannelSettings;
import io.anomalyradar.notify.MessageChart;
import io.anomalyradar.notify.MessageText;
import io.anomalyradar.notify.Notification;
import io.anomalyradar.notify.UnusableChannelException;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** A notification as an e-mail: plain text and HTML. Stateless. */
final class EmailMessage {
    private static final String IMAGE = "chart@anomaly-radar";

    private EmailMessage() {}

    static MimeMessage of(Notification notification, ChannelSettings settings, Session session)
            throws UnusableChannelException, MessagingException {
        MimeMessage message =
                new Identified(session, "<" + notification.idempotencyKey().replace(':', '.') + "@anomaly-radar>");
        message.setFrom(addresses(settings, "from")[0]);
        message.setRecipients(Message.RecipientType.TO, addresses(settings, "to"));
        message.setSubject(MessageText.headline(notification), "UTF-8");
        message.setHeader(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        Instant.ofEpochMilli(notification.alert().changedMillis())
                                .atOffset(ZoneOffset.UTC)));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Idempotency-Key", notification.idempotencyKey());
        if (notification.transition() != NotifiedChange.OPENED) {
            String first = "<" + notification.alert().id() + ".opened@anomaly-radar>";
            message.setHeader("In-Reply-To", first);
            message.setHeader("References", first);
        }
        MimeBodyPart text = new MimeBodyPart();
        text.setText(text(notification), "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(html(notification), "UTF-8", "html");
        MessageChart chart = notification.chart();
        message.setContent(new MimeMultipart("alternative", text, chart == null ? html : withImage(html, chart)));
        return message;
    }

    /** The page with the image to which it refers. */
    private static MimeBodyPart withImage(MimeBodyPart html, MessageChart chart) throws MessagingException {
        MimeBodyPart image = new MimeBodyPart();
        image.setDataHandler(new DataHandler(new ByteArrayDataSource(ChartImage.png(chart), "image/png")));
        image.setContentID("<" + IMAGE + ">");
        image.setDisposition(Part.INLINE);
        image.setFileName("chart.png");
        MimeBodyPart related = new MimeBodyPart();
        related.setContent(new MimeMultipart("related", html, image));
        return related;
    }

    private static InternetAddress[] addresses(ChannelSettings settings, String field) throws UnusableChannelException {
        try {
            InternetAddress[] addresses = InternetAddress.parse(settings.text(field), true);
            if (addresses.length > 0) {
                return addresses;
            }
        } catch (AddressException malformed) {
            // described below
        }
        throw new UnusableChannelException(
                settings.setting(field) + " must be an address such as Ops <ops@example.com>, or several with commas");
    }

    private static String text(Notification notification) {
        StringBuilder text = new StringBuilder(MessageText.reason(notification)).append("\n\n");
        for (Map.Entry<String, String> fact : MessageText.facts(notification).entrySet()) {
            text.append(fact.getKey()).append(": ").append(fact.getValue()).append('\n');
        }
        text.append('\n').append(notification.link()).append('\n');
        URI acknowledge = notification.acknowledge();
        if (acknowledge != null) {
            text.append("\nAcknowledge: ").append(acknowledge).append('\n');
        }
        return text.toString();
    }

    private static String html(Notification notification) {
        StringBuilder html = new StringBuilder(1_024);
        html.append("<!doctype html><html><body style=\"font-family:sans-serif\"><h2 style=\"margin:0 0 .5em\">")
                .append(escaped(MessageText.headline(notification)))
                .append("</h2><p>")
                .append(escaped(MessageText.reason(notification)))
                .append("</p><table>");
        for (Map.Entry<String, String> fact : MessageText.facts(notification).entrySet()) {
            html.append("<tr><th style=\"text-align:left;padding-right:1em\">")
                    .append(escaped(fact.getKey()))
                    .append("</th><td>")
                    .append(escaped(fact.getValue()))
                    .append("</td></tr>");
        }
        html.append("</table>");
        MessageChart chart = notification.chart();
        if (chart != null) {
            html.append("<p><img src=\"cid:" + IMAGE + "\" width=\"" + ChartImage.WIDTH + "\" height=\""
                            + ChartImage.HEIGHT + "\" alt=\"")
                    .append(escaped(chart.metric() + " " + chart.sparkline()))
                    .append("\"></p>");
        }
        html.append("<p>").append(anchor(notification.link(), "Open in Anomaly Radar"));
        URI acknowledge = notification.acknowledge();
        if (acknowledge != null) {
            html.append(" · ").append(anchor(acknowledge, "Acknowledge"));
        }
        return html.append("</p></body></html>").toString();
    }

    private static String anchor(URI target, String text) {
        return "<a href=\"" + escaped(target.toString()) + "\">" + text + "</a>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A message with an id of ours; without this, sending it replaces the id. */
    private static final class Identified extends MimeMessage {
        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
