@NullMarked
package io.anomalyradar.server.machines;

import org.jspecify.annotations.NullMarked;
