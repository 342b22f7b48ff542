@NullMarked
package io.anomalyradar.pipeline.pattern;

import org.jspecify.annotations.NullMarked;
