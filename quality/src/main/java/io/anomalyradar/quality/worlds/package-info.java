/**
 * Worlds: series drawn by one generator from wide priors over what metrics look like, with faults of known kind and
 * size. Settings are never chosen for a world or for a kind of world; another seed gives other worlds of the same
 * priors. Seeded: the same on every machine, like {@link java.util.Random}.
 */
@NullMarked
package io.anomalyradar.quality.worlds;

import org.jspecify.annotations.NullMarked;
