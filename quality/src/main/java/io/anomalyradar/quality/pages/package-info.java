/** What people would have been notified of: recorded data from the detector to the budget of a channel. */
@NullMarked
package io.anomalyradar.quality.pages;

import org.jspecify.annotations.NullMarked;
