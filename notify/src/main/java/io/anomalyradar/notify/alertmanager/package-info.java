/** Prometheus Alertmanager as a channel. */
@NullMarked
package io.anomalyradar.notify.alertmanager;

import org.jspecify.annotations.NullMarked;
