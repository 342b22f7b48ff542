package io.anomalyradar.notify;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.model.anomaly.Anomaly;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a message says, for receivers that show text to people. Stateless. */
public final class MessageText {
    private static final int MAX_CONTRIBUTORS = 5;

    private MessageText() {}

    /** One line: what it is about, how urgent, and what changed. */
    public static String headline(Notification notification) {
        Alert alert = notification.alert();
        String severity = severity(alert);
        return switch (notification.transition()) {
            case OPENED -> severity + " · " + alert.title();
            case UPDATED -> (notification.notice().incident() == null ? "now " : "") + severity + " · " + alert.title();
            case ESCALATED -> "nobody has taken it on: " + severity + " · " + alert.title();
            case ENDED -> "resolved · " + alert.title();
            case DIGEST -> alert.title();
        };
    }

    public static String severity(Alert alert) {
        return alert.severity().name().toLowerCase(Locale.ROOT);
    }

    /** What the detector saw, in one sentence. */
    public static String reason(Notification notification) {
        return notification.alert().anomaly().explanation();
    }

    /** Names and values for a table, in the order in which they matter. */
    public static Map<String, String> facts(Notification notification) {
        Alert alert = notification.alert();
        Anomaly anomaly = alert.anomaly();
        Map<String, String> facts = new LinkedHashMap<>();
        Incident incident = notification.notice().incident();
        if (incident != null) {
            facts.put(
                    "Alerts",
                    incident.counts().alerts() + ", of which "
                            + incident.counts().open() + " go on");
            facts.put("Devices", Integer.toString(incident.counts().devices()));
        }
        if (!notification.cause().isEmpty()) {
            facts.put("Probable cause", notification.cause());
        }
        facts.put("Device", anomaly.device());
        if (!anomaly.isOfDevice()) {
            Anomaly.Peak peak = anomaly.peak();
            facts.put("Metric", anomaly.metric());
            facts.put("Actual", number(peak.actual()));
            facts.put(
                    "Expected",
                    number(peak.expected()) + " (" + number(peak.lower()) + " to " + number(peak.upper()) + ")");
        }
        if (!anomaly.contributions().isEmpty()) {
            facts.put("Contributors", contributors(anomaly));
        }
        MessageChart chart = notification.chart();
        if (chart != null) {
            facts.put("Last " + span(chart.spanMillis()), chart.sparkline());
        }
        facts.put("Since", time(anomaly.startMillis()));
        Long end = anomaly.endMillis();
        if (end != null && notification.transition() == NotifiedChange.ENDED) {
            facts.put("Until", time(end));
        }
        facts.put("Rule", alert.rule());
        return facts;
    }

    /** The metrics to which the anomaly is due, the most important first. */
    private static String contributors(Anomaly anomaly) {
        return anomaly.contributions().stream()
                .limit(MAX_CONTRIBUTORS)
                .map(each -> each.name() + " " + Math.round(100 * each.share()) + " %")
                .collect(Collectors.joining(", "));
    }

    private static String span(long millis) {
        long minutes = Math.max(1, Math.round(millis / 60_000.0));
        return minutes < 120 ? minutes + " min" : Math.round(minutes / 60.0) + " h";
    }

    /** At most six significant digits: more than a person compares at a glance. */
    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        return new java.math.BigDecimal(value)
                .round(new java.math.MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
