/** What the gateway does, on loopback: for people, for Prometheus, and for whatever watches processes. */
@NullMarked
package io.anomalyradar.edge.status;

import org.jspecify.annotations.NullMarked;
