/** {@code radar deadletters}: lists what was refused and why, and sends it again once the cause is removed. */
@NullMarked
package io.anomalyradar.app.deadletters;

import org.jspecify.annotations.NullMarked;
