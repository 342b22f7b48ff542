/** One evaluation per family of data, each with its own scoring rule, with results beside those of other detectors. */
@NullMarked
package io.anomalyradar.quality.evaluation;

import org.jspecify.annotations.NullMarked;
