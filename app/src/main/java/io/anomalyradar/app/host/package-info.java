/** Real telemetry from the first second: the machine we run on, watched as a device of its own. */
@NullMarked
package io.anomalyradar.app.host;

import org.jspecify.annotations.NullMarked;
