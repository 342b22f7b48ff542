package io.anomalyradar.notify;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NotifiedChange;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One transition of one alert or incident, to be sent through one channel.
 *
 * @param link where a person sees it
 * @param cause what probably caused it, in one line; empty: not known
 * @param chart what was measured; null: not known
 * @param acknowledge where whoever has the message acknowledges it; null: there is nothing to acknowledge
 */
public record Notification(
        Notice notice, URI link, String cause, @Nullable MessageChart chart, @Nullable URI acknowledge) {

    /**
     * The notification of {@code notice}, with a link to its place on the page.
     *
     * @param page the address of the installation's page
     */
    public static Notification of(Notice notice, URI page) {
        return new Notification(notice, address(page, path(notice)), "", null, null);
    }

    /** The address of {@code path}, which begins without a slash, below that of the installation's page. */
    public static URI address(URI page, String path) {
        String base = page.toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + path);
    }

    private static String path(Notice notice) {
        if (notice.change() == NotifiedChange.DIGEST) {
            return "inbox";
        }
        if (notice.incident() != null) {
            return "incidents/" + notice.subject();
        }
        return "alerts/" + notice.subject();
    }

    /** The same with what probably caused it; the idempotency key stays. */
    public Notification withCause(String text) {
        return new Notification(notice, link, text, chart, acknowledge);
    }

    /** The same with a link to acknowledge it. */
    public Notification withAcknowledge(URI address) {
        return new Notification(notice, link, cause, chart, address);
    }

    /** The same with what was measured. */
    public Notification withChart(MessageChart measured) {
        return new Notification(notice, link, cause, measured, acknowledge);
    }

    /** The revision of the alert at the transition, or the incident as one alert. */
    public Alert alert() {
        return notice.alert();
    }

    public NotifiedChange transition() {
        return notice.change();
    }

    /** The same for every attempt to deliver it, and for no other notification: that of the notice. */
    public String idempotencyKey() {
        return notice.key();
    }
}
