/** The default detector of a series: a few cheap members, each with an eye for one kind of change, and the score they agree on. */
@NullMarked
package io.anomalyradar.detector.ensemble;

import org.jspecify.annotations.NullMarked;
