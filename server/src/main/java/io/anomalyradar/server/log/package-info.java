/**
 * Reading whole topics from positions that the reader keeps itself, without consumer groups; and the threads that do so,
 * each started again after a failure.
 */
@NullMarked
package io.anomalyradar.server.log;

import org.jspecify.annotations.NullMarked;
