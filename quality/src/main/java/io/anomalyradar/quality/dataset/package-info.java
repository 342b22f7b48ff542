/**
 * Readers of the labelled data. They separate what a detector may see ({@link
 * io.anomalyradar.quality.dataset.Recording}) from the labels. {@code quality/README.md} describes the layout of each
 * family; absent families are skipped.
 */
@NullMarked
package io.anomalyradar.quality.dataset;

import org.jspecify.annotations.NullMarked;
