/**
 * OPC UA, with Milo's client: it subscribes to variables of a server, found below its objects or named one by one. Milo
 * keeps the session, transfers the subscription after a lost connection and fetches the notifications that were missed.
 * What decides for people is here: names, time, quality, trust, and what a failure means. None of it is loaded unless a
 * source has the type opcua.
 */
@NullMarked
package io.anomalyradar.edge.opcua;

import org.jspecify.annotations.NullMarked;
