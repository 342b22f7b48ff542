/** The cost of a sample: runs the JMH benchmarks on the class path. */
@NullMarked
package io.anomalyradar.quality.cost;

import org.jspecify.annotations.NullMarked;
