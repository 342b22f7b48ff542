/** Topics of others, written by plain producers. */
@NullMarked
package io.anomalyradar.server.doors.kafka;

import org.jspecify.annotations.NullMarked;
