/** Tests of the webhook against a real HTTP receiver. */
@NullMarked
package io.anomalyradar.notify.webhook;

import org.jspecify.annotations.NullMarked;
