package io.anomalyradar.app.events;

import io.anomalyradar.app.api.ServerApi;
import java.util.List;
import picocli.CommandLine.Option;

/** Which events are meant, as options. */
final class EventSelection {
    @Option(names = "--type", paramLabel = "TYPE", description = "Only events of this type; may be repeated.")
    List<String> types = List.of();

    @Option(names = "--key", paramLabel = "KEY", description = "Only events with this key; may be repeated.")
    List<String> keys = List.of();

    /** The query of a request, which begins with {@code limit}. */
    String query(int limit) {
        StringBuilder query = new StringBuilder("/api/v1/events?limit=").append(limit);
        types.forEach(type -> query.append("&type=").append(ServerApi.encoded(type)));
        keys.forEach(key -> query.append("&key=").append(ServerApi.encoded(key)));
        return query.toString();
    }
}
