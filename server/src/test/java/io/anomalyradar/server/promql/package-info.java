@NullMarked
package io.anomalyradar.server.promql;

import org.jspecify.annotations.NullMarked;
