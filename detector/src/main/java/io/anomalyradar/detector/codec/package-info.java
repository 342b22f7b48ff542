/** The bytes of the versioned state formats; without I/O classes, so that it also compiles for the browser. */
@NullMarked
package io.anomalyradar.detector.codec;

import org.jspecify.annotations.NullMarked;
