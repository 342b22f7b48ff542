/** Classes that break layering rules. */
@NullMarked
package io.anomalyradar.wasm.broken;

import org.jspecify.annotations.NullMarked;
