package io.anomalyradar.notify;

import io.anomalyradar.model.anomaly.Anomaly;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * One transition of one anomaly, to be sent through one channel.
 *
 * @param anomaly the revision at the transition
 * @param link where a person sees the anomaly
 */
public record Notification(Anomaly anomaly, NotifiedChange transition, URI link) {

    /**
     * The notification of {@code anomaly}, with a link to its place on the page.
     *
     * @param page the address of the installation's page
     */
    public static Notification of(Anomaly anomaly, NotifiedChange transition, URI page) {
        String base = page.toString();
        String root = base.endsWith("/") ? base : base + "/";
        String metric = anomaly.isOfDevice() ? "" : "&metric=" + encoded(anomaly.metric());
        String query = "?device=" + encoded(anomaly.device()) + metric + "&anomaly=" + encoded(anomaly.id());
        return new Notification(anomaly, transition, URI.create(root + query));
    }

    /**
     * The same for every attempt to deliver it, and for no other notification: {@code <anomaly
     * id>:opened|updated|ended}.
     */
    public String idempotencyKey() {
        return anomaly.id() + ":" + transition.word();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
