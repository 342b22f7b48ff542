/**
 * The detector in the gateway: local alarms while the link is down, and thinning of what is normal. The scores that count
 * are made in the pipeline.
 */
@NullMarked
package io.anomalyradar.edge.watch;

import org.jspecify.annotations.NullMarked;
