/** What is usual at this time of the day. */
@NullMarked
package io.anomalyradar.detector.seasonal;

import org.jspecify.annotations.NullMarked;
