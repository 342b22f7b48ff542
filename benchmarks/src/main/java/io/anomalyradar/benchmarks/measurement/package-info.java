/** One class for each measurement. */
@NullMarked
package io.anomalyradar.benchmarks.measurement;

import org.jspecify.annotations.NullMarked;
