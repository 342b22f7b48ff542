/**
 * A fleet of simulated devices whose every fault is known: what a demonstration shows, and what a detector can be tested
 * against. Same seed, same bytes; time is passed in, so months can be made in seconds.
 */
@NullMarked
package io.anomalyradar.app.simulate;

import org.jspecify.annotations.NullMarked;
