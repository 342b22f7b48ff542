/** The straight line through the newest samples, and whether it rises or falls beyond chance. */
@NullMarked
package io.anomalyradar.detector.trend;

import org.jspecify.annotations.NullMarked;
