@NullMarked
package io.anomalyradar.edge.uplink;

import org.jspecify.annotations.NullMarked;
