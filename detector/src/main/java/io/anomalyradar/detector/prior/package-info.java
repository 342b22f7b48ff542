/** What series of a metric have learnt of themselves, for those of the same metric that begin. */
@NullMarked
package io.anomalyradar.detector.prior;

import org.jspecify.annotations.NullMarked;
