/** Alarms against labelled events: what was found, how late, and how often an alarm was false. No point adjustment. */
@NullMarked
package io.anomalyradar.quality.events;

import org.jspecify.annotations.NullMarked;
