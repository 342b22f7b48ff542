package io.anomalyradar.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.model.anomaly.AnomalyState;
import java.net.URI;
import org.junit.jupiter.api.Test;

class NotificationTest {
    @Test
    void link_leadsToTheAlert() {
        Notification notification = Anomalies.opened("a1");

        assertThat(notification.link()).hasToString("http://127.0.0.1:8080/alerts/a1");
    }

    @Test
    void pageUnderAPath_linkKeepsThePath() {
        Notification notification = Notification.of(
                Notice.of(Anomalies.alert(Anomalies.anomaly("a1", AnomalyState.OPEN)), NotifiedChange.OPENED),
                URI.create("https://ops.example/radar"));

        assertThat(notification.link().toString()).startsWith("https://ops.example/radar/alerts/");
    }

    @Test
    void key_differsByTransitionOnly() {
        assertThat(Anomalies.opened("a1").idempotencyKey()).isEqualTo("a1:opened");
        assertThat(Anomalies.ended("a1").idempotencyKey()).isEqualTo("a1:ended");
    }
}
