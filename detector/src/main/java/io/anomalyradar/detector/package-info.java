/** The detector core: what is normal for a series, how unusual a sample is, and when that is an anomaly. */
@NullMarked
package io.anomalyradar.detector;

import org.jspecify.annotations.NullMarked;
