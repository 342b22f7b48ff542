/** What a detector says of one sample: expectation, band, score and the pattern it saw. The words between detectors and alarm policy. */
@NullMarked
package io.anomalyradar.detector.verdict;

import org.jspecify.annotations.NullMarked;
