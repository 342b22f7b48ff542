/** The generic webhook: each notification is one HTTP POST of a JSON message (spec/openapi.yaml, webhooks). */
@NullMarked
package io.anomalyradar.notify.webhook;

import org.jspecify.annotations.NullMarked;
