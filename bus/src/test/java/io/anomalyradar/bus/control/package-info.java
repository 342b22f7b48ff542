@NullMarked
package io.anomalyradar.bus.control;

import org.jspecify.annotations.NullMarked;
