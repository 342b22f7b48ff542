/**
 * A fleet of simulated devices with known faults, for demonstrations and for testing detectors. The same seed gives the
 * same bytes; time is passed in, so months can be generated in seconds.
 */
@NullMarked
package io.anomalyradar.app.simulate;

import org.jspecify.annotations.NullMarked;
