/** Tests of all doors. */
@NullMarked
package io.anomalyradar.server.doors;

import org.jspecify.annotations.NullMarked;
