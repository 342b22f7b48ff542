/** Classes that break layering rules. */
@NullMarked
package io.anomalyradar.history.broken.second;

import org.jspecify.annotations.NullMarked;
