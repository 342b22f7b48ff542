package io.anomalyradar.notify;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.anomaly.Anomaly;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * One transition of one alert, to be sent through one channel.
 *
 * @param alert the revision at the transition
 * @param link where a person sees the alert
 */
public record Notification(Alert alert, NotifiedChange transition, URI link) {

    /**
     * The notification of {@code alert}, with a link to its place on the page.
     *
     * @param page the address of the installation's page
     */
    public static Notification of(Alert alert, NotifiedChange transition, URI page) {
        Anomaly anomaly = alert.anomaly();
        String base = page.toString();
        String root = base.endsWith("/") ? base : base + "/";
        String metric = anomaly.isOfDevice() ? "" : "/" + segment(anomaly.metric());
        String path = "devices/" + segment(anomaly.device()) + metric + "?anomaly=" + encoded(anomaly.id());
        return new Notification(alert, transition, URI.create(root + path));
    }

    /**
     * The same for every attempt to deliver it, and for no other notification: {@code <alert
     * id>:opened|updated|ended}.
     */
    public String idempotencyKey() {
        return alert.id() + ":" + transition.word();
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
