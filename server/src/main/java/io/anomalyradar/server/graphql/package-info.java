/**
 * GraphQL over HTTP and, for subscriptions, over graphql-transport-ws (docs/graphql.md): the schema of
 * spec/schema.graphqls, what its fields read, and what a query may cost.
 */
@NullMarked
package io.anomalyradar.server.graphql;

import org.jspecify.annotations.NullMarked;
