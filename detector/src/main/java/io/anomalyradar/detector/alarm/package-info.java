/** The alarm policy: when unusual evaluations become an anomaly, how it grows, and when it ends. */
@NullMarked
package io.anomalyradar.detector.alarm;

import org.jspecify.annotations.NullMarked;
