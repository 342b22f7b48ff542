package io.anomalyradar.server.inbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.notify.Notification;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Signs and verifies acknowledgement links: {@code <page>/ack/<text>.<HMAC-SHA256 of the text in base64url>}. All
 * servers of an installation have the same secrets, so each of them accepts the links of the others. Thread-safe.
 */
public final class AcknowledgementLinks implements UnaryOperator<Notification> {
    /** How long a link is accepted. */
    static final Duration LIFETIME = Duration.ofDays(7);

    /** For what their keys are derived from the secret of the installation. */
    public static final String PURPOSE = "acknowledgement link";

    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKey> keys;
    private final URI page;
    private final Clock clock;

    /**
     * @param keys the first signs; all verify
     * @param page the address of the installation's page
     */
    public AcknowledgementLinks(List<SecretKey> keys, URI page, Clock clock) {
        this.keys = List.copyOf(keys);
        this.page = page;
        this.clock = clock;
    }

    /** {@code notification} with a link to acknowledge it, if there is something to acknowledge. */
    @Override
    public Notification apply(Notification notification) {
        NotifiedChange change = notification.transition();
        if (change == NotifiedChange.ENDED || change == NotifiedChange.DIGEST) {
            return notification;
        }
        Notice notice = notification.notice();
        AcknowledgementLink link = new AcknowledgementLink(
                notice.incident() != null,
                notice.subject(),
                notice.channel(),
                notice.alert().changedMillis());
        return notification.withAcknowledge(Notification.address(page, "ack/" + signed(link)));
    }

    /** The last segment of the address of {@code link}. */
    String signed(AcknowledgementLink link) {
        return link.text() + "." + signature(keys.get(0), link.text());
    }

    /** What {@code signed} stands for; empty: it was not signed here, or it is older than {@link #LIFETIME}. */
    Optional<AcknowledgementLink> verify(String signed) {
        int end = signed.lastIndexOf('.');
        String text = signed.substring(0, Math.max(end, 0));
        byte[] signature = signed.substring(end + 1).getBytes(US_ASCII);
        boolean genuine = keys.stream()
                .anyMatch(key -> MessageDigest.isEqual(signature(key, text).getBytes(US_ASCII), signature));
        long oldest = clock.millis() - LIFETIME.toMillis();
        return genuine
                ? AcknowledgementLink.parse(text).filter(link -> link.issuedMillis() >= oldest)
                : Optional.empty();
    }

    private static String signature(SecretKey key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(text.getBytes(US_ASCII)));
        } catch (GeneralSecurityException impossible) { // every JDK has it, and it takes any key
            throw new IllegalStateException(impossible);
        }
    }
}
