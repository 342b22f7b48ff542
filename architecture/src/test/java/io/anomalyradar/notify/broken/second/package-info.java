/** Classes that break layering rules. */
@NullMarked
package io.anomalyradar.notify.broken.second;

import org.jspecify.annotations.NullMarked;
