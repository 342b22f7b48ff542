/**
 * Notifying people of anomalies: the content of a message ({@link Notification}), its transport ({@link Channel}), and
 * the result ({@link Outcome}). Adapters have separate packages and all pass the same contract test.
 */
@NullMarked
package io.anomalyradar.notify;

import org.jspecify.annotations.NullMarked;
