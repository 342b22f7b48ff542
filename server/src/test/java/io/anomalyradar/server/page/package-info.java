/** Tests of what a browser is served. */
@NullMarked
package io.anomalyradar.server.page;

import org.jspecify.annotations.NullMarked;
