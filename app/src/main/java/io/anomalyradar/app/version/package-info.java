/** {@code radar version}: what is installed and what it runs on. */
@NullMarked
package io.anomalyradar.app.version;

import org.jspecify.annotations.NullMarked;
