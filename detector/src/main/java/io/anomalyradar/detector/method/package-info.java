/**
 * The methods that evaluate the samples of a series, each a validated configuration and a detector over a
 * stretch of a caller's array; the ensemble is the default. With the running statistics that they are made of.
 */
@NullMarked
package io.anomalyradar.detector.method;

import org.jspecify.annotations.NullMarked;
