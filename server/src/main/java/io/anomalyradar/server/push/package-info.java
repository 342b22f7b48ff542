/** Browsers that are notified by web push: their subscriptions, shared by all servers in radar.subscriptions. */
@NullMarked
package io.anomalyradar.server.push;

import org.jspecify.annotations.NullMarked;
