/** Classes that break layering rules. */
@NullMarked
package io.anomalyradar.detector.broken;

import org.jspecify.annotations.NullMarked;
