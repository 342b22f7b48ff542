/** How long a signal stays on one side of its level: the time scale of a series, in samples. */
@NullMarked
package io.anomalyradar.detector.rhythm;

import org.jspecify.annotations.NullMarked;
