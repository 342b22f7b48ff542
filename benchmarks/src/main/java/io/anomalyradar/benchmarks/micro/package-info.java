/** JMH benchmarks of the hot path: run with {@code make bench}. */
@NullMarked
package io.anomalyradar.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
