/** {@code radar audit}: who changed what on the running server. */
@NullMarked
package io.anomalyradar.app.audit;

import org.jspecify.annotations.NullMarked;
