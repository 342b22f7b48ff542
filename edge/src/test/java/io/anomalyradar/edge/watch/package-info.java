@NullMarked
package io.anomalyradar.edge.watch;

import org.jspecify.annotations.NullMarked;
