/**
 * Readers of topics: alone and from the end, or as a member of a consumer group; and the threads that read, each
 * started again after a failure.
 */
@NullMarked
package io.anomalyradar.server.log;

import org.jspecify.annotations.NullMarked;
