/** Tests of readiness. */
@NullMarked
package io.anomalyradar.server.health;

import org.jspecify.annotations.NullMarked;
