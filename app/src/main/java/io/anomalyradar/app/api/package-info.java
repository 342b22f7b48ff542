/** The running server's REST API, for commands that ask or change it. */
@NullMarked
package io.anomalyradar.app.api;

import org.jspecify.annotations.NullMarked;
