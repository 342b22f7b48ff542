/** The contract that every history store keeps, and what its tests write. */
@NullMarked
package io.anomalyradar.history;

import org.jspecify.annotations.NullMarked;
