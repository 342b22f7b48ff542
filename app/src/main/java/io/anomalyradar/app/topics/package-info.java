/**
 * {@code radar topics}: the topics as spec/topics.md describes them, created where absent and compared where present.
 */
@NullMarked
package io.anomalyradar.app.topics;

import org.jspecify.annotations.NullMarked;
