/** Record novelty: how surprising a value is beyond everything seen so far, from the few greatest and least values of a stream. */
@NullMarked
package io.anomalyradar.detector.novelty;

import org.jspecify.annotations.NullMarked;
