/** {@code radar query}: questions in SQL to a running server. */
@NullMarked
package io.anomalyradar.app.query;

import org.jspecify.annotations.NullMarked;
