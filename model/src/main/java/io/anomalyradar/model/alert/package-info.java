/** What a person is notified of: an alert with its life cycle, the commands that change it, and their JSON forms. */
@NullMarked
package io.anomalyradar.model.alert;

import org.jspecify.annotations.NullMarked;
