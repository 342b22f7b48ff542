package io.anomalyradar.server;

import com.linecorp.armeria.server.ServerBuilder;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.server.graphql.GraphqlEngine;
import io.anomalyradar.server.graphql.GraphqlService;
import io.anomalyradar.server.http.ProblemHandler;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.inbox.AlertBoard;
import io.anomalyradar.server.live.LiveHub;
import io.anomalyradar.server.promql.PromqlService;
import io.anomalyradar.server.query.AnomalyService;
import io.anomalyradar.server.query.DeviceService;
import io.anomalyradar.server.query.EventService;
import io.anomalyradar.server.query.FleetHistoryService;
import io.anomalyradar.server.query.RelatedSeriesService;
import io.anomalyradar.server.query.SeriesQualityService;
import io.anomalyradar.server.query.SeriesService;
import io.anomalyradar.server.query.SimilarAnomalyService;
import io.anomalyradar.server.query.SqlService;
import io.anomalyradar.server.security.AccessControl;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Every way to ask what is stored: REST, PromQL, GraphQL and SQL, each with threads of its own. */
final class QueryParts {
    private final Core core;
    private final AlertBoard board;
    private final GraphqlEngine graphql;
    private final WorkPool promqlPool;
    private final WorkPool sqlPool;
    private final WorkPool exportPool;

    QueryParts(Core core, AlertingParts alerting, LiveHub live, ProblemHandler problems) {
        this.core = core;
        board = alerting.board();
        promqlPool = core.pool("promql", 2, 64);
        sqlPool = core.pool("sql", 2, 16);
        exportPool = core.pool("export", 1, 8);
        ExecutorService emitters =
                Executors.newFixedThreadPool(2, new DefaultThreadFactory("radar-graphql-live", true));
        core.started(emitters::shutdownNow);
        GraphqlEngine.Sources sources =
                new GraphqlEngine.Sources(core.store(), core::devices, board, alerting.incidents(), live);
        graphql = new GraphqlEngine(sources, core.pool("graphql", 2, 64), emitters, problems::problemOf);
    }

    void addTo(ServerBuilder server) {
        HistoryStore store = core.store();
        AccessControl access = core.access();
        WorkPool pool = core.queries();
        new DeviceService(store, core::devices, access, pool).addTo(server);
        new SeriesService(store, access, pool).addTo(server);
        new RelatedSeriesService(store, core::devices, access, pool).addTo(server);
        new SeriesQualityService(store, access, pool).addTo(server);
        new AnomalyService(store, access, pool).addTo(server);
        new SimilarAnomalyService(store, access, board::ofAnomalies, pool).addTo(server);
        new EventService(store, access, pool).addTo(server);
        new FleetHistoryService(store, core::devices, access, pool).addTo(server);
        new PromqlService(
                        store,
                        core::devices,
                        promqlPool,
                        core.bodies(),
                        core.clock(),
                        core.setup().version())
                .addTo(server);
        new GraphqlService(graphql, access, core.bodies(), core.setup().server().corsOrigins()).addTo(server);
        new SqlService(store, access, sqlPool, exportPool, core.bodies()).addTo(server);
    }
}
