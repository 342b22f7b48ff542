/** The false-alarm budget: the requested alarms per week, and the threshold that spends them. */
@NullMarked
package io.anomalyradar.detector.budget;

import org.jspecify.annotations.NullMarked;
