/** Classes that break layering rules. */
@NullMarked
package io.anomalyradar.model.broken.helper;

import org.jspecify.annotations.NullMarked;
