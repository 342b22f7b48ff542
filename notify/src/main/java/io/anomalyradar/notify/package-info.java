/**
 * Telling people of anomalies: what a message says (Notification), the door through which it goes
 * (Channel), and what became of it (Outcome). Adapters live in packages of their own and all pass the
 * same contract test.
 */
@NullMarked
package io.anomalyradar.notify;

import org.jspecify.annotations.NullMarked;
