/** The false-alarm budget: how many alarms a week are asked for, and the threshold that spends them. */
@NullMarked
package io.anomalyradar.detector.budget;

import org.jspecify.annotations.NullMarked;
