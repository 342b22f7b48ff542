package io.anomalyradar.server.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.notify.Notification;
import io.anomalyradar.server.testing.Examples;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcknowledgementLinksTest {
    private static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");
    private static final URI PAGE = URI.create("https://radar.example/ops");
    private static final SecretKey OLD = key("old");
    private static final SecretKey NEW = key("new");
    private static final AcknowledgementLink LINK =
            new AcknowledgementLink(true, "0123456789abcdef0123456789abcdef", "Ops.mail_1", NOW.toEpochMilli() - 1_000);

    private final AcknowledgementLinks links = links(NOW, NEW);

    @Test
    void link_isVerified_alsoByAServerThatGotANewSecretSince() {
        String signed = links(NOW, OLD).signed(LINK);

        assertThat(links(NOW, NEW, OLD).verify(signed)).contains(LINK);
        assertThat(links.verify(signed)).isEmpty();
    }

    @Test
    void everyChangedCharacter_isNoticed() {
        String signed = links.signed(LINK);
        // The last character of the signature has two bits that do not count.
        for (int i = 0; i < signed.length() - 1; i++) {
            char other = signed.charAt(i) == 'b' ? 'c' : 'b';
            String changed = signed.substring(0, i) + other + signed.substring(i + 1);
            assertThat(links.verify(changed)).as(changed).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "alert", "alert.x.1.y.z", "\u00e4.\u0000", "a.b.c.d.e.f"})
    void nonsense_isNoLink(String signed) {
        assertThat(links.verify(signed)).isEmpty();
    }

    @Test
    void link_holdsForAWeek() {
        String signed = links.signed(LINK);

        assertThat(links(NOW.plus(Duration.ofDays(6)), NEW).verify(signed)).isPresent();
        assertThat(links(NOW.plus(Duration.ofDays(7)), NEW).verify(signed)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(NotifiedChange.class)
    void messagesWithSomethingToAcknowledge_haveALink(NotifiedChange change) {
        Alert alert = Examples.alert(Examples.open("0123456789abcdef0123456789abcdef", "pump"));
        Notice notice = new Notice(change, 0, "ops", false, alert, null);

        URI link = links(Instant.ofEpochMilli(alert.changedMillis()), NEW)
                .apply(Notification.of(notice, PAGE))
                .acknowledge();

        boolean ended = change == NotifiedChange.ENDED || change == NotifiedChange.DIGEST;
        assertThat(Optional.ofNullable(link).map(URI::toString).orElse(""))
                .startsWith(ended ? "" : PAGE + "/ack/alert.0123456789abcdef0123456789abcdef.")
                .satisfies(text -> assertThat(text.isEmpty()).isEqualTo(ended));
    }

    private static AcknowledgementLinks links(Instant now, SecretKey... keys) {
        return new AcknowledgementLinks(List.of(keys), PAGE, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static SecretKey key(String text) {
        return new SecretKeySpec(text.getBytes(UTF_8), "HmacSHA256");
    }
}
