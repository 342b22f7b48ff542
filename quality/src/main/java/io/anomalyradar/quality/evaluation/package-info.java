/** Families of data, each scored by its own rule and laid out beside what others reached. */
@NullMarked
package io.anomalyradar.quality.evaluation;

import org.jspecify.annotations.NullMarked;
