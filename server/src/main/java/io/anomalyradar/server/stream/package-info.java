/**
 * A raw stream of readings over WebSocket, as spec/stream.md defines it: for pages that detect by themselves. It has no
 * part in the server's own path; {@code radar simulate} uses it.
 */
@NullMarked
package io.anomalyradar.server.stream;

import org.jspecify.annotations.NullMarked;
