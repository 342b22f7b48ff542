/** How values travel between operators and rest in checkpoints: our own versioned serializers; generic (Kryo) types are disabled. */
@NullMarked
package io.anomalyradar.pipeline.serialization;

import org.jspecify.annotations.NullMarked;
