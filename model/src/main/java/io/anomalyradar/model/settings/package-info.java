/**
 * Settings: every key of the job and the detector is declared here once, with its type, range, default and meaning.
 * radar.yaml, the environment, the run-time configuration, its API and the job's arguments all read and write values by
 * these declarations; {@link io.anomalyradar.model.settings.RecordSettings} turns values into configuration records and
 * back.
 */
@NullMarked
package io.anomalyradar.model.settings;

import org.jspecify.annotations.NullMarked;
