/** Graphite's plaintext protocol over TCP (docs/doors/graphite.md). */
@NullMarked
package io.anomalyradar.server.doors.graphite;

import org.jspecify.annotations.NullMarked;
