package io.anomalyradar.notify;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.model.anomaly.Anomaly;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One transition of one alert or incident, to be sent through one channel.
 *
 * @param link where a person sees it
 * @param cause what probably caused it, in one line; empty: not known
 * @param acknowledge where whoever has the message acknowledges it; null: there is nothing to acknowledge
 */
public record Notification(Notice notice, URI link, String cause, @Nullable URI acknowledge) {

    /**
     * The notification of {@code notice}, with a link to its place on the page.
     *
     * @param page the address of the installation's page
     */
    public static Notification of(Notice notice, URI page) {
        return new Notification(notice, address(page, path(notice)), "", null);
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
        Anomaly anomaly = notice.alert().anomaly();
        String metric = anomaly.isOfDevice() ? "" : "/" + segment(anomaly.metric());
        return "devices/" + segment(anomaly.device()) + metric + "?anomaly=" + encoded(anomaly.id());
    }

    /** The same with what probably caused it; the idempotency key stays. */
    public Notification withCause(String text) {
        return new Notification(notice, link, text, acknowledge);
    }

    /** The same with a link to acknowledge it. */
    public Notification withAcknowledge(URI address) {
        return new Notification(notice, link, cause, address);
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

    /**
     * A name as one segment of a path, as the page reads it (ui/src/routes/paths.ts). Browsers resolve "." and ".."
     * even when they are escaped, so these get a "~" in front, and so does a name that begins with one.
     */
    private static String segment(String name) {
        boolean guarded = name.startsWith("~") || name.equals(".") || name.equals("..");
        return (guarded ? "~" : "") + encoded(name);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
