/**
 * Measures costs: the hot path with JMH, the whole product with load from outside. {@code make bench} runs it and
 * writes docs/benchmarks.md.
 */
@NullMarked
package io.anomalyradar.benchmarks;

import org.jspecify.annotations.NullMarked;
