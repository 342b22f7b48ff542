/**
 * Signals of known truth: backgrounds without a fault (white, autocorrelated, seasonal, heavy-tailed, periodic, changing regimes), one sample a
 * minute, and faults of known kind, size and time laid over them. Seeded: the same on every machine, as {@link java.util.Random} is.
 */
@NullMarked
package io.anomalyradar.quality.synthetic;

import org.jspecify.annotations.NullMarked;
