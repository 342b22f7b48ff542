/** {@code radar score}: takes files through the detector in this process, row by row, exactly as the pipeline would. */
@NullMarked
package io.anomalyradar.app.score;

import org.jspecify.annotations.NullMarked;
