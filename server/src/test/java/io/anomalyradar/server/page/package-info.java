/** Tests of the files that the server sends to a browser. */
@NullMarked
package io.anomalyradar.server.page;

import org.jspecify.annotations.NullMarked;
