/**
 * The measures of the Skoltech Anomaly Benchmark: Katser, Kozitsin, Kaggle 2020, doi 10.34740/KAGGLE/DSV/1693952.
 * Points are pooled over all files (F1, FAR, MAR); change points are scored by a rule like NAB's.
 */
@NullMarked
package io.anomalyradar.quality.skab;

import org.jspecify.annotations.NullMarked;
