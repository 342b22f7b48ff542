package io.anomalyradar.server.inbox;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an acknowledgement link stands for.
 *
 * @param onIncident whether {@code subject} is an incident; otherwise it is an alert
 * @param subject id of the alert or incident
 * @param channel id of the channel whose message has the link
 * @param issuedMillis append time of the change that the message reports
 */
record AcknowledgementLink(boolean onIncident, String subject, String channel, long issuedMillis) {
    private static final Pattern TEXT =
            Pattern.compile("(alert|incident)\\.([A-Za-z0-9]{1,64})\\.([0-9]{1,15})\\.([A-Za-z0-9._-]{1,64})");

    /** The part of the link that is signed: readable, and safe in a URL. */
    String text() {
        return (onIncident ? "incident." : "alert.") + subject + "." + issuedMillis + "." + channel;
    }

    /** The link whose {@link #text} this is. */
    static Optional<AcknowledgementLink> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new AcknowledgementLink(
                matcher.group(1).equals("incident"),
                matcher.group(2),
                matcher.group(4),
                Long.parseLong(matcher.group(3))));
    }
}
