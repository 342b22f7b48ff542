/** Classes that break layering rules. */
@NullMarked
package io.anomalyradar.history.brokensecond;

import org.jspecify.annotations.NullMarked;
