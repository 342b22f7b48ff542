/** Load that stops by itself: a fleet of devices, what sends their frames, and what reads the scores back. */
@NullMarked
package io.anomalyradar.benchmarks.load;

import org.jspecify.annotations.NullMarked;
