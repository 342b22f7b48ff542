/** How well scores rank labelled rows above the others, without any threshold. */
@NullMarked
package io.anomalyradar.quality.ranking;

import org.jspecify.annotations.NullMarked;
