/**
 * StatsD, by UDP and TCP, with DogStatsD's extensions: values are summed up over an interval, and each interval is sent
 * as frames. Of several servers, one listens.
 */
@NullMarked
package io.anomalyradar.server.doors.statsd;

import org.jspecify.annotations.NullMarked;
