@NullMarked
package io.anomalyradar.edge.modbus;

import org.jspecify.annotations.NullMarked;
