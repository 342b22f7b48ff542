/** The base of the server's tests: a real broker, a loop in place of the pipeline, a real HTTP receiver. */
@NullMarked
package io.anomalyradar.server.testing;

import org.jspecify.annotations.NullMarked;
