/**
 * Notifies people of alerts and incidents, once. Reads the job's decisions from radar.notifications and delivers each,
 * in order for each alert or incident, over a {@link io.anomalyradar.notify.Channel}.
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
 * <p><b>No notification is sent</b> for decisions before the first start with a channel; for openings more than a day
 * old, by append time; for alerts that a replay of the log finds before one that was already notified; and for the end
 * of what was not notified.
 */
@NullMarked
package io.anomalyradar.server.alerts;

import org.jspecify.annotations.NullMarked;
