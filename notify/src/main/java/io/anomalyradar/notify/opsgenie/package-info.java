/** Opsgenie, and what takes its Alert API. */
@NullMarked
package io.anomalyradar.notify.opsgenie;

import org.jspecify.annotations.NullMarked;
