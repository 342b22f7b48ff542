/**
 * Patterns: which inputs (events, anomalies, samples) of one key, in which order, are a match. One small automaton per
 * pattern and key ({@link io.anomalyradar.alerting.pattern.PatternMatcher}); no Flink, no clock.
 */
@NullMarked
package io.anomalyradar.alerting.pattern;

import org.jspecify.annotations.NullMarked;
