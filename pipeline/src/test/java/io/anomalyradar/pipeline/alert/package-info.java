@NullMarked
package io.anomalyradar.pipeline.alert;

import org.jspecify.annotations.NullMarked;
