/** Parts of the gateway as tests run them, and the real peers that they meet. */
@NullMarked
package io.anomalyradar.edge.testing;

import org.jspecify.annotations.NullMarked;
