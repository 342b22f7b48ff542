/** The stuck signal: the very same value for longer than ever. */
@NullMarked
package io.anomalyradar.detector.flatline;

import org.jspecify.annotations.NullMarked;
