/**
 * The compacted side of the bus: follows and writes the configuration's versions (radar.config) and the device registry
 * (radar.devices). Pipeline and server use the same reader, so both come to the same state.
 */
@NullMarked
package io.anomalyradar.bus.control;

import org.jspecify.annotations.NullMarked;
