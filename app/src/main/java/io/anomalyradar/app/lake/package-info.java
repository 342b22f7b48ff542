/** {@code radar lake}: looks after the tables of the lake, in this process; no server is needed. */
@NullMarked
package io.anomalyradar.app.lake;

import org.jspecify.annotations.NullMarked;
