@NullMarked
package io.anomalyradar.model.event;

import org.jspecify.annotations.NullMarked;
