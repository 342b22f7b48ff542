/**
 * The detectors to be scored: ours, as {@code radar score} runs it; the stored output of others; and others that run
 * here.
 */
@NullMarked
package io.anomalyradar.quality.candidate;

import org.jspecify.annotations.NullMarked;
