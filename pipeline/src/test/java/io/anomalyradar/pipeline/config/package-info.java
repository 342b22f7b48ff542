@NullMarked
package io.anomalyradar.pipeline.config;

import org.jspecify.annotations.NullMarked;
