/**
 * Notifies people of anomalies, once. Reads radar.anomalies and delivers one notification when an anomaly opens, one
 * when it grows critical and one when it ends, in this order for each anomaly, over a {@link
 * io.anomalyradar.notify.Channel}.
 *
 * <p><b>Shared.</b> The servers of an installation are one consumer group: each partition has one notifier. When a
 * server stops, another one takes its partitions over.
 *
 * <p><b>Once.</b> radar.deliveries, a compacted topic, says how far each notification is: the intent is recorded before
 * an attempt begins, the outcome after it ended, each in a transaction that the broker refuses when the group has given
 * the partition to another server. The offsets committed with it are those before which every notification is final. An
 * intent without outcome means that the receiver may have the notification: it is sent again under the same {@code
 * Idempotency-Key}. So a kill between the receiver's answer and the record of it, and a server that is suspended during
 * an attempt while another one takes over, are the two moments after which a notification comes twice.
 *
 * <p><b>What nobody is notified of.</b> Anomalies before the first start with a channel; anomalies whose telemetry is
 * more than a day old; anomalies that a replay of the log finds in telemetry before that of which a person was notified
 * already; the end of an anomaly of whose opening nobody was notified.
 */
@NullMarked
package io.anomalyradar.server.alerts;

import org.jspecify.annotations.NullMarked;
