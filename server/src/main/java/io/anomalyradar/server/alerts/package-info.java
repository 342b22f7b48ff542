/**
 * Notifies people of alerts, once. Reads radar.alerts and delivers one notification when an alert fires, one when it
 * grows critical and one when it is resolved, in this order for each alert, over a
 * {@link io.anomalyradar.notify.Channel}.
 *
 * <p><b>Shared.</b> The servers of an installation are one consumer group: each partition has one notifier. When a
 * server stops, another one takes its partitions over.
 *
 * <p><b>Once.</b> radar.deliveries, a compacted topic, holds the state of each notification: the intent is recorded
 * before an attempt starts, the outcome after it ended, each in a transaction that the broker refuses when the group
 * has given the partition to another server. Every notification before the offsets committed with it is final. An
 * intent without outcome means that the receiver may have the notification: it is sent again under the same
 * {@code Idempotency-Key}. A notification can therefore arrive twice in two cases only: after a kill between the
 * receiver's answer and the record of it, and after a server is suspended during an attempt while another one takes
 * over.
 *
 * <p><b>No notification is sent</b> for alerts before the first start with a channel; for alerts that fired more than a
 * day ago, by append time; for alerts whose rule does not notify; while an alert is pending, acknowledged or snoozed;
 * for alerts that a replay of the log finds in telemetry before that of an alert that was already notified; and for the
 * end of an alert whose firing was not notified.
 */
@NullMarked
package io.anomalyradar.server.alerts;

import org.jspecify.annotations.NullMarked;
