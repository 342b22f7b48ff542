/** Leave-one-family-out: settings are chosen on some families of data and reported on another. */
@NullMarked
package io.anomalyradar.quality.families;

import org.jspecify.annotations.NullMarked;
