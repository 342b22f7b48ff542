/** The gateway as a process of its own, with real brokers on both sides. */
@NullMarked
package io.anomalyradar.app.edge;

import org.jspecify.annotations.NullMarked;
