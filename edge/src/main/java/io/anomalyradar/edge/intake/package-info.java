/**
 * From sources to the buffer: deliveries wait in a short queue, one thread writes them to the disk together, and then
 * each source may confirm what it delivered. A disk that takes nothing makes the sources wait. Clocks of devices are
 * corrected before.
 */
@NullMarked
package io.anomalyradar.edge.intake;

import org.jspecify.annotations.NullMarked;
