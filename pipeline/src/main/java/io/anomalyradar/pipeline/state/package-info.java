/** State objects that were looked up since the last checkpoint (docs/adr/0029). */
@NullMarked
package io.anomalyradar.pipeline.state;

import org.jspecify.annotations.NullMarked;
