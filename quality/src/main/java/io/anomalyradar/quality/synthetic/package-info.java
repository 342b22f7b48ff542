/**
 * Signals with known ground truth: backgrounds without a fault (white, autocorrelated, seasonal, heavy-tailed,
 * periodic, changing regimes), one sample a minute, and faults of known kind, size and time added to them. Seeded: the
 * same on every machine, like {@link java.util.Random}.
 */
@NullMarked
package io.anomalyradar.quality.synthetic;

import org.jspecify.annotations.NullMarked;
