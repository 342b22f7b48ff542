/** The data directory: who holds it, where each part keeps its files, temporary files and the log. */
@NullMarked
package io.anomalyradar.app.workspace;

import org.jspecify.annotations.NullMarked;
