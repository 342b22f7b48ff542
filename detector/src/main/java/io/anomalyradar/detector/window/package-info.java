/** The ring of the newest values of a series, with the statistics that are kept in step with it. */
@NullMarked
package io.anomalyradar.detector.window;

import org.jspecify.annotations.NullMarked;
