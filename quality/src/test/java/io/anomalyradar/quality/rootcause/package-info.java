@NullMarked
package io.anomalyradar.quality.rootcause;

import org.jspecify.annotations.NullMarked;
