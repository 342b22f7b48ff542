/** Configuration records as text and back: job arguments, and what travels with the operators to where they run. */
@NullMarked
package io.anomalyradar.pipeline.settings;

import org.jspecify.annotations.NullMarked;
