@NullMarked
package io.anomalyradar.edge.buffer;

import org.jspecify.annotations.NullMarked;
