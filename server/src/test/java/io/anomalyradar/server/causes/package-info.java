@NullMarked
package io.anomalyradar.server.causes;

import org.jspecify.annotations.NullMarked;
