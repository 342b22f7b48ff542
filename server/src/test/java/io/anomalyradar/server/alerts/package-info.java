/** Tests of the notifier and its delivery log. */
@NullMarked
package io.anomalyradar.server.alerts;

import org.jspecify.annotations.NullMarked;
