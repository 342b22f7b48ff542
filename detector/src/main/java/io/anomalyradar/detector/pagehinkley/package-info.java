/** The Page–Hinkley test for a shift of the mean since the last shift. */
@NullMarked
package io.anomalyradar.detector.pagehinkley;

import org.jspecify.annotations.NullMarked;
