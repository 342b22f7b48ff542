/**
 * What all HTTP doors share: problem details, JSON bodies, query parameters, bounded work, rate limits, security
 * headers.
 */
@NullMarked
package io.anomalyradar.server.http;

import org.jspecify.annotations.NullMarked;
