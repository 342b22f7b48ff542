/** Tests of the questions over HTTP, held to the specification. */
@NullMarked
package io.anomalyradar.server.query;

import org.jspecify.annotations.NullMarked;
