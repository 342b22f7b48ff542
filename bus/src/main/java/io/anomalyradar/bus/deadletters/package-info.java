/** Dead letters: reading them, and what sends the refused data again. */
@NullMarked
package io.anomalyradar.bus.deadletters;

import org.jspecify.annotations.NullMarked;
