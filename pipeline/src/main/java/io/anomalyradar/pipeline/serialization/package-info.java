/**
 * Serialization of values between operators and in checkpoints: our own versioned serializers; generic (Kryo) types are
 * disabled.
 */
@NullMarked
package io.anomalyradar.pipeline.serialization;

import org.jspecify.annotations.NullMarked;
