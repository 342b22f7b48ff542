/** From a record's bytes to a frame, and what is refused on the way; needs no memory of the device. */
@NullMarked
package io.anomalyradar.pipeline.decode;

import org.jspecify.annotations.NullMarked;
