/** Change of scatter: the signal varies more, or less, than it ever has. */
@NullMarked
package io.anomalyradar.detector.variance;

import org.jspecify.annotations.NullMarked;
