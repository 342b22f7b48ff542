/** Classes that break layering rules. */
@NullMarked
package io.anomalyradar.notify.brokenfirst;

import org.jspecify.annotations.NullMarked;
