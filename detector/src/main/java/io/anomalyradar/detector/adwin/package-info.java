/** The adaptive window, which is cut where its two parts differ. */
@NullMarked
package io.anomalyradar.detector.adwin;

import org.jspecify.annotations.NullMarked;
