/**
 * The files that the server sends to a browser: the page of module ui, and the documentation of the HTTP API. No other
 * host is needed.
 */
@NullMarked
package io.anomalyradar.server.page;

import org.jspecify.annotations.NullMarked;
