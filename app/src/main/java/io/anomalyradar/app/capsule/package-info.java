/** {@code radar capsule}: replays what an alert was decided from. */
@NullMarked
package io.anomalyradar.app.capsule;

import org.jspecify.annotations.NullMarked;
