/**
 * The methods of scoring the samples of a series: each is a validated configuration and a detector over a part of a
 * caller's array. {@code Predictive} is the default. The package also contains the running statistics that they use.
 */
@NullMarked
package io.anomalyradar.detector.method;

import org.jspecify.annotations.NullMarked;
