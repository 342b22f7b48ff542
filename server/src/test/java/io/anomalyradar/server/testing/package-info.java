/** What the server's tests stand on: a real broker, a loop in place of the pipeline, a real HTTP receiver. */
@NullMarked
package io.anomalyradar.server.testing;

import org.jspecify.annotations.NullMarked;
