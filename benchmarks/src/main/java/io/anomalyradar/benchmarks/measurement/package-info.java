/** One class for each thing that is measured. */
@NullMarked
package io.anomalyradar.benchmarks.measurement;

import org.jspecify.annotations.NullMarked;
