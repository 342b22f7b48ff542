/**
 * Tells people of anomalies, once. Reads radar.anomalies and delivers one notification when an anomaly opens and one when
 * it ends, in this order for each anomaly, over a {@link io.anomalyradar.notify.Channel}.
 *
 * <p><b>Once.</b> What was delivered is in the {@link io.anomalyradar.server.alerts.DeliveryLog}, on disk, before anything
 * else is done; so is the place in the topic before which all is settled, and reading goes on there after a crash. HTTP is
 * at least once by nature: a kill between the receiver's answer and our write is the one moment after which a notification
 * is sent again, under the same {@code Idempotency-Key}, by which the receiver can tell. An attempt is not written down
 * beforehand: whether it was begun or not, it is made again after a crash, and the key is the same.
 *
 * <p><b>What is not told.</b> Anomalies before the first start with a channel (reading begins at the topic's end); the end
 * of an anomaly whose opening was not told; what could not be delivered within a day.
 */
@NullMarked
package io.anomalyradar.server.alerts;

import org.jspecify.annotations.NullMarked;
