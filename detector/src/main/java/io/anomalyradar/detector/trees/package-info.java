/** Half-space trees: how much of the recent past lay where the newest samples lie. */
@NullMarked
package io.anomalyradar.detector.trees;

import org.jspecify.annotations.NullMarked;
