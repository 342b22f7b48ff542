/** Tests of what all doors share. */
@NullMarked
package io.anomalyradar.server.http;

import org.jspecify.annotations.NullMarked;
