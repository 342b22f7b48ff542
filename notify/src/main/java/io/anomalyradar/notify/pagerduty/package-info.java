/** PagerDuty as a channel. */
@NullMarked
package io.anomalyradar.notify.pagerduty;

import org.jspecify.annotations.NullMarked;
