/** {@code radar keys}: creates, lists and revokes the API keys of the running server. */
@NullMarked
package io.anomalyradar.app.keys;

import org.jspecify.annotations.NullMarked;
