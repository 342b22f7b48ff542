/** The z-score detector: standardised residual against the window before the sample, and a CUSUM for sustained drift. */
@NullMarked
package io.anomalyradar.detector.zscore;

import org.jspecify.annotations.NullMarked;
