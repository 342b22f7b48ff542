/** The default detector of a series: a few cheap members, each for one kind of change, and their combined score. */
@NullMarked
package io.anomalyradar.detector.ensemble;

import org.jspecify.annotations.NullMarked;
