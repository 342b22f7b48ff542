/** The data directory: its holder, the directories of each part, temporary files and the log. */
@NullMarked
package io.anomalyradar.app.workspace;

import org.jspecify.annotations.NullMarked;
