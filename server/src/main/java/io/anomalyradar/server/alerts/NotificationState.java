package io.anomalyradar.server.alerts;

import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NotifiedChange;

/**
 * How far one notification is through one channel.
 *
 * @param number see {@link Notice}
 * @param state the word of a {@link DeliveryState}, or {@value #WITHHELD}
 * @param attempt number of the newest attempt; 0: none is made
 * @param detail why an attempt failed, or why nothing is sent; empty: there is no failure
 * @param atMillis when it came to this state
 */
record NotificationState(
        String subject,
        String channel,
        NotifiedChange change,
        int number,
        String state,
        int attempt,
        String detail,
        long atMillis) {
    /** It waits in the inbox and for the digest. */
    static final String WITHHELD = "withheld";

    static NotificationState of(DeliveryRecord delivery, long atMillis) {
        return new NotificationState(
                delivery.alertId(),
                delivery.channel(),
                delivery.transition(),
                delivery.number(),
                delivery.state().word(),
                delivery.attempt(),
                delivery.detail(),
                atMillis);
    }

    static NotificationState withheld(Notice notice, long atMillis) {
        return new NotificationState(
                notice.subject(),
                notice.channel(),
                notice.change(),
                notice.number(),
                WITHHELD,
                0,
                "the budget of the channel is used up; it is in the inbox and in the next digest",
                atMillis);
    }
}
