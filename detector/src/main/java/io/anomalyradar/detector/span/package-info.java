/** How surprising a stretch is that lasts longer than those before it. */
@NullMarked
package io.anomalyradar.detector.span;

import org.jspecify.annotations.NullMarked;
