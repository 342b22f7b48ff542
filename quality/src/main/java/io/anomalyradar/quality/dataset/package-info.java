/**
 * Readers of the labelled data: what a detector may see ({@link io.anomalyradar.quality.dataset.Recording}) apart from the labels. The
 * layout of each family is that of {@code quality/README.md}; families that are not there are skipped.
 */
@NullMarked
package io.anomalyradar.quality.dataset;

import org.jspecify.annotations.NullMarked;
