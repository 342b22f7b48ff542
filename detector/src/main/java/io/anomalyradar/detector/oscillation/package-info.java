/** Oscillation: a period that the signal has not had before. */
@NullMarked
package io.anomalyradar.detector.oscillation;

import org.jspecify.annotations.NullMarked;
