@NullMarked
package io.anomalyradar.edge.settings;

import org.jspecify.annotations.NullMarked;
