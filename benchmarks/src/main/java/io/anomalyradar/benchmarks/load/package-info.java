/**
 * Load generators that stop by themselves: a fleet of devices, the senders of their frames, and the readers of the
 * scores.
 */
@NullMarked
package io.anomalyradar.benchmarks.load;

import org.jspecify.annotations.NullMarked;
