/** What collectd's plugin write_http sends (docs/doors/collectd.md). */
@NullMarked
package io.anomalyradar.server.doors.collectd;

import org.jspecify.annotations.NullMarked;
