/**
 * {@code radar up}: starts the parts concurrently, prints one line with the state of each, waits until a reading would
 * pass the whole path, and stops in an order in which nothing is lost.
 */
@NullMarked
package io.anomalyradar.app.up;

import org.jspecify.annotations.NullMarked;
