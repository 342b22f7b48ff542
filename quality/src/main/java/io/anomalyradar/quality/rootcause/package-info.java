/** How well a method names the device that caused an incident. Depends on answers and truth only. */
@NullMarked
package io.anomalyradar.quality.rootcause;

import org.jspecify.annotations.NullMarked;
