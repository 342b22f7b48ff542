/** Classes that break layering rules. */
@NullMarked
package io.anomalyradar.server.broken;

import org.jspecify.annotations.NullMarked;
