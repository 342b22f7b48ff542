/** Decodes a record's bytes into a frame and refuses invalid data; keeps no state per device. */
@NullMarked
package io.anomalyradar.pipeline.decode;

import org.jspecify.annotations.NullMarked;
