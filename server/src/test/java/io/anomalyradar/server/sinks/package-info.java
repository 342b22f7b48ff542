@NullMarked
package io.anomalyradar.server.sinks;

import org.jspecify.annotations.NullMarked;
