/** Tests of this package. */
@NullMarked
package io.anomalyradar.server.security;

import org.jspecify.annotations.NullMarked;
