/** What the configured bounds on devices and series need of the heap. */
@NullMarked
package io.anomalyradar.app.memory;

import org.jspecify.annotations.NullMarked;
