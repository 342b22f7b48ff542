/** Figures with their bootstrap intervals. Depends on numbers only. */
@NullMarked
package io.anomalyradar.quality.interval;

import org.jspecify.annotations.NullMarked;
