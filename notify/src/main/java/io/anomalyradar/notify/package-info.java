/**
 * Notifying people of anomalies: what a message says ({@link Notification}), the way it goes
 * ({@link Channel}), and what became of it ({@link Outcome}). Adapters live in packages of their own and all pass the
 * same contract test.
 */
@NullMarked
package io.anomalyradar.notify;

import org.jspecify.annotations.NullMarked;
