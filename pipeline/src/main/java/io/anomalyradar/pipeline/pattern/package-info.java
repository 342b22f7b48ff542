/** Wires the automata of {@code alerting} to events, anomalies and samples: routing, keyed state, timers. */
@NullMarked
package io.anomalyradar.pipeline.pattern;

import org.jspecify.annotations.NullMarked;
