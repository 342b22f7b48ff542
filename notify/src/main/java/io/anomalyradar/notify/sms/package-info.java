/** Text messages as a channel. */
@NullMarked
package io.anomalyradar.notify.sms;

import org.jspecify.annotations.NullMarked;
