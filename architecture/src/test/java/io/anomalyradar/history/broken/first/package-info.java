/** Classes that break layering rules. */
@NullMarked
package io.anomalyradar.history.broken.first;

import org.jspecify.annotations.NullMarked;
