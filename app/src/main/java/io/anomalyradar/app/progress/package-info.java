/** A progress bar for long work, drawn on the error stream only while that is a terminal. */
@NullMarked
package io.anomalyradar.app.progress;

import org.jspecify.annotations.NullMarked;
