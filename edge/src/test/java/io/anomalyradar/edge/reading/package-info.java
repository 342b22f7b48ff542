@NullMarked
package io.anomalyradar.edge.reading;

import org.jspecify.annotations.NullMarked;
