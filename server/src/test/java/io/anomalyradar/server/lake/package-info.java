/** Tests of the writer of the lake, with a real broker. */
@NullMarked
package io.anomalyradar.server.lake;

import org.jspecify.annotations.NullMarked;
