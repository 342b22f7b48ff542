/** Detectors to be scored: ours, as {@code radar score} runs it; what others answered, as it was stored; others that run here. */
@NullMarked
package io.anomalyradar.quality.candidate;

import org.jspecify.annotations.NullMarked;
