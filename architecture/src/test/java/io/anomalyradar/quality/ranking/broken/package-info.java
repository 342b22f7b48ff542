/** Classes that break layering rules. */
@NullMarked
package io.anomalyradar.quality.ranking.broken;

import org.jspecify.annotations.NullMarked;
