/** Modbus TCP: registers of a controller, read at an interval. The protocol is a header of seven bytes and two numbers. */
@NullMarked
package io.anomalyradar.edge.modbus;

import org.jspecify.annotations.NullMarked;
