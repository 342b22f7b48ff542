/** A memory of the shapes that windows of a signal have had, which says how strange the newest one is. */
@NullMarked
package io.anomalyradar.detector.memory;

import org.jspecify.annotations.NullMarked;
