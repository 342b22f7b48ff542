/** Classes that break layering rules. */
@NullMarked
package io.anomalyradar.notify.broken.first;

import org.jspecify.annotations.NullMarked;
