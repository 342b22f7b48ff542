@NullMarked
package io.anomalyradar.server.tracing;

import org.jspecify.annotations.NullMarked;
