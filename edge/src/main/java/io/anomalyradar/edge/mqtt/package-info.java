/**
 * MQTT 3.1.1 and 5 as a subscriber, and Sparkplug B. The connection is our own (docs/adr/0063): a message that the broker
 * sends again after a crash is recognised by its packet identifier and its mark of a repeat, which client libraries keep
 * to themselves.
 */
@NullMarked
package io.anomalyradar.edge.mqtt;

import org.jspecify.annotations.NullMarked;
