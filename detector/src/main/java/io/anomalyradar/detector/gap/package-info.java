/** Missing samples: nothing came for longer than ever. */
@NullMarked
package io.anomalyradar.detector.gap;

import org.jspecify.annotations.NullMarked;
