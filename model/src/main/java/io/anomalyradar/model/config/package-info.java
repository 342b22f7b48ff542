/** The configuration as validated records; read from radar.yaml and the environment by the app. */
@NullMarked
package io.anomalyradar.model.config;

import org.jspecify.annotations.NullMarked;
