/** Quantiles of a stream with a stated relative error, in bounded memory, mergeable. */
@NullMarked
package io.anomalyradar.detector.sketch;

import org.jspecify.annotations.NullMarked;
