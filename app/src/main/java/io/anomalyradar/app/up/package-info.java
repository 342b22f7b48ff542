/**
 * {@code radar up}: starts the parts side by side, tells how each is in one line, waits until a reading would go all
 * the way, and stops in the order in which nothing is lost.
 */
@NullMarked
package io.anomalyradar.app.up;

import org.jspecify.annotations.NullMarked;
