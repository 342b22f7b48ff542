/** What tests of several rooms use. */
@NullMarked
package io.anomalyradar.detector.testing;

import org.jspecify.annotations.NullMarked;
