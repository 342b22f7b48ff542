/** Real telemetry from the first second: the machine the process runs on, as a device. */
@NullMarked
package io.anomalyradar.app.host;

import org.jspecify.annotations.NullMarked;
