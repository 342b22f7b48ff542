/** The robust z-score: distance from the median in median absolute deviations. */
@NullMarked
package io.anomalyradar.detector.robust;

import org.jspecify.annotations.NullMarked;
