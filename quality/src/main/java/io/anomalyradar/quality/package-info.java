/**
 * How accurate the product is, measured: the default configuration over labelled data and over synthetic faults, beside published
 * detectors, by scorers that are pure functions of scores and labels. {@code make quality DATA=dir} runs it.
 */
@NullMarked
package io.anomalyradar.quality;

import org.jspecify.annotations.NullMarked;
