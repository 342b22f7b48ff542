/** Tests of the history writer with a real broker and a real store. */
@NullMarked
package io.anomalyradar.server.history;

import org.jspecify.annotations.NullMarked;
