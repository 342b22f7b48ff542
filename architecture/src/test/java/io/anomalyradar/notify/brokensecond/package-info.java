/** Classes that break layering rules. */
@NullMarked
package io.anomalyradar.notify.brokensecond;

import org.jspecify.annotations.NullMarked;
