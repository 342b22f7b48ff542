/** Silences: times in which nobody is notified of some alerts. */
@NullMarked
package io.anomalyradar.server.silences;

import org.jspecify.annotations.NullMarked;
