/**
 * Who sends a request, and whether they may: one guard in front of every route. What an operation needs is declared in
 * spec/openapi.yaml; a route without a declaration keeps the server from starting.
 */
@NullMarked
package io.anomalyradar.server.security;

import org.jspecify.annotations.NullMarked;
