/**
 * Results of other detectors, as constants. NAB: the output of the detectors in github.com/numenta/NAB (its
 * {@code results/}, MIT), scored on the 29 files of the developers' half with the threshold optimised for that half.
 * SKAB: the leaderboard of github.com/waico/SKAB and its stored answers, on the 16 runs of valve 1. Baselines: a few
 * lines of code without labels, on the developers' half.
 */
@NullMarked
package io.anomalyradar.quality.published;

import org.jspecify.annotations.NullMarked;
