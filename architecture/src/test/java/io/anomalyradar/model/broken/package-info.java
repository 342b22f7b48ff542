/** Classes that break layering rules. */
@NullMarked
package io.anomalyradar.model.broken;

import org.jspecify.annotations.NullMarked;
