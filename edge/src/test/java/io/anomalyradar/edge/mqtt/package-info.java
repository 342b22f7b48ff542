@NullMarked
package io.anomalyradar.edge.mqtt;

import org.jspecify.annotations.NullMarked;
