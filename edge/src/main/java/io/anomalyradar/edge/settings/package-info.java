/** The gateway's configuration, edge.yaml: read with its lines, typed and checked like radar.yaml. */
@NullMarked
package io.anomalyradar.edge.settings;

import org.jspecify.annotations.NullMarked;
