/** The states that keys of state machines are in, from radar.states. */
@NullMarked
package io.anomalyradar.server.machines;

import org.jspecify.annotations.NullMarked;
