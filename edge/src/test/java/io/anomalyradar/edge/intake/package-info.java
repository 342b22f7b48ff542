@NullMarked
package io.anomalyradar.edge.intake;

import org.jspecify.annotations.NullMarked;
