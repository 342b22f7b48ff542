/** Statistics of every series over windows of its own time. */
@NullMarked
package io.anomalyradar.pipeline.window;

import org.jspecify.annotations.NullMarked;
