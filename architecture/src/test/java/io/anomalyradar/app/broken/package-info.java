/** Classes that break layering rules. */
@NullMarked
package io.anomalyradar.app.broken;

import org.jspecify.annotations.NullMarked;
