/** Classes that break layering rules. */
@NullMarked
package io.anomalyradar.pipeline.broken;

import org.jspecify.annotations.NullMarked;
