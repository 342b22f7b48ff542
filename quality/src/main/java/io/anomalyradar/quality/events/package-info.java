/**
 * Alarms compared with labelled events: how many are found, with what delay, and how many alarms are false. No point
 * adjustment.
 */
@NullMarked
package io.anomalyradar.quality.events;

import org.jspecify.annotations.NullMarked;
