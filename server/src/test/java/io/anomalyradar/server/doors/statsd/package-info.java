/** StatsD with plain sockets, and its lines one by one. */
@NullMarked
package io.anomalyradar.server.doors.statsd;

import org.jspecify.annotations.NullMarked;
