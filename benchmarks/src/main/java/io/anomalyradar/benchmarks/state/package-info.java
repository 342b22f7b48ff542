/** A Flink operator whose detector state is laid out in different ways: what ADR 10 was decided by. */
@NullMarked
package io.anomalyradar.benchmarks.state;

import org.jspecify.annotations.NullMarked;
