package io.anomalyradar.server.graphql;

import graphql.ExecutionInput;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.execution.preparsed.persisted.ApolloPersistedQuerySupport;
import graphql.execution.preparsed.persisted.PersistedQueryCache;
import graphql.execution.preparsed.persisted.PersistedQueryCacheMiss;
import graphql.execution.preparsed.persisted.PersistedQueryNotFound;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The queries that clients name by their SHA-256 (automatic persisted queries): the {@value #MOST} that were asked
 * last, already checked. Thread-safe.
 */
final class PersistedQueries implements PersistedQueryCache {
    static final int MOST = 500;

    private final Map<Object, PreparsedDocumentEntry> byHash = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, PreparsedDocumentEntry> eldest) {
            return size() > MOST;
        }
    };

    @Override
    public CompletableFuture<PreparsedDocumentEntry> getPersistedQueryDocumentAsync(
            Object hash, ExecutionInput input, PersistedQueryCacheMiss check) throws PersistedQueryNotFound {
        PreparsedDocumentEntry known = find(hash);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        String query = input.getQuery();
        if (query.isBlank() || query.equals(ApolloPersistedQuerySupport.PERSISTED_QUERY_MARKER)) {
            throw new PersistedQueryNotFound(hash);
        }
        PreparsedDocumentEntry entry = check.apply(query);
        if (!entry.hasErrors()) {
            keep(hash, entry);
        }
        return CompletableFuture.completedFuture(entry);
    }

    private synchronized @Nullable PreparsedDocumentEntry find(Object hash) {
        return byHash.get(hash);
    }

    private synchronized void keep(Object hash, PreparsedDocumentEntry entry) {
        byHash.put(hash, entry);
    }
}
