/**
 * Measures the accuracy of the product: the default configuration on labelled data and on synthetic faults, beside
 * published detectors, with scorers that are pure functions of scores and labels. {@code make quality DATA=dir} runs
 * it.
 */
@NullMarked
package io.anomalyradar.quality;

import org.jspecify.annotations.NullMarked;
