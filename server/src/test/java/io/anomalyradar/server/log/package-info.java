/** Tests of the log's readers and their threads. */
@NullMarked
package io.anomalyradar.server.log;

import org.jspecify.annotations.NullMarked;
