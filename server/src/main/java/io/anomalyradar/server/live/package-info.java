/**
 * Live values and anomalies over WebSocket (spec/live.md). One thread reads the pipeline's topics from their end,
 * decodes each record once and hands the samples to the sessions that subscribe to their device; each session writes on
 * its own event loop at its own pace, from an outbox that is bounded.
 */
@NullMarked
package io.anomalyradar.server.live;

import org.jspecify.annotations.NullMarked;
