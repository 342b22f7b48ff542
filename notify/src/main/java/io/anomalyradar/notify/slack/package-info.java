/** Slack as a channel. */
@NullMarked
package io.anomalyradar.notify.slack;

import org.jspecify.annotations.NullMarked;
