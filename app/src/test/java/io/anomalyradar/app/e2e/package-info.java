/** The whole product as a child process, as a person runs it. */
@NullMarked
package io.anomalyradar.app.e2e;

import org.jspecify.annotations.NullMarked;
