/** What things cost: the hot path by JMH, the whole by load from outside. Run by {@code make bench}, reported in docs/benchmarks.md. */
@NullMarked
package io.anomalyradar.benchmarks;

import org.jspecify.annotations.NullMarked;
