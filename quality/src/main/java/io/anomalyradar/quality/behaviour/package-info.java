/** What an operator wants of a detector on a world: what must be reported, what must stay quiet, which bounds hold. */
@NullMarked
package io.anomalyradar.quality.behaviour;

import org.jspecify.annotations.NullMarked;
