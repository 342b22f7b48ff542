/** {@code radar replay}: recorded data through the real path, as if its devices sent it now. */
@NullMarked
package io.anomalyradar.app.replay;

import org.jspecify.annotations.NullMarked;
