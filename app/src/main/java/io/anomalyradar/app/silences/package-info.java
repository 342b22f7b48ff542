/** {@code radar silences}: times in which nobody is notified of some alerts. */
@NullMarked
package io.anomalyradar.app.silences;

import org.jspecify.annotations.NullMarked;
