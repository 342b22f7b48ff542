/** {@code radar deadletters}: what was refused and why, and how it is sent again once the cause is mended. */
@NullMarked
package io.anomalyradar.app.deadletters;

import org.jspecify.annotations.NullMarked;
