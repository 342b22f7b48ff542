/** Classes that break layering rules. */
@NullMarked
package io.anomalyradar.history.brokenfirst;

import org.jspecify.annotations.NullMarked;
