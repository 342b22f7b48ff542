/**
 * The volume under the precision–recall and the ROC surface of range-labelled series (Paparrizos et al., VLDB 2022).
 */
@NullMarked
package io.anomalyradar.quality.vus;

import org.jspecify.annotations.NullMarked;
