package io.anomalyradar.server.machines;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.bus.control.ControlState;
import io.anomalyradar.model.alert.MachinePosition;
import io.anomalyradar.model.alert.MachinePositionJson;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.security.DeviceView;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/patterns/{id}/states}: the state that each key of a state machine is in. */
public final class MachineService {
    private static final int MAX_LIMIT = 1_000;

    private final MachineBoard board;
    private final Supplier<ControlState> control;
    private final AccessControl access;
    private final WorkPool pool;

    public MachineService(MachineBoard board, Supplier<ControlState> control, AccessControl access, WorkPool pool) {
        this.board = board;
        this.control = control;
        this.access = access;
        this.pool = pool;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/patterns/{id}/states").build(this::states);
    }

    private HttpResponse states(ServiceRequestContext context, HttpRequest request) {
        String id = String.valueOf(context.pathParam("id"));
        Parameters parameters = new Parameters(context);
        @Nullable String key = parameters.text("key");
        @Nullable String state = parameters.text("state");
        int limit = parameters.integer("limit", 1, MAX_LIMIT, 100);
        DeviceView view = access.view(context);
        return pool.answer(() -> {
            requireMachine(id);
            List<MachinePosition> found = board.list(
                    position -> position.pattern().equals(id)
                            && (key == null || position.key().equals(key))
                            && (state == null || position.state().equals(state))
                            && view.covers(position.key()),
                    limit);
            Map<String, Integer> counts = board.counts(id, view::covers);
            return Json.answer(HttpStatus.OK, json -> {
                json.writeArrayFieldStart("items");
                for (MachinePosition position : found) {
                    MachinePositionJson.write(json, position);
                }
                json.writeEndArray();
                json.writeObjectFieldStart("counts");
                for (Map.Entry<String, Integer> count : counts.entrySet()) {
                    json.writeNumberField(count.getKey(), count.getValue());
                }
                json.writeEndObject();
            });
        });
    }

    private void requireMachine(String id) {
        boolean isKnown = control.get().config().alerting().patterns().stream()
                .anyMatch(pattern -> pattern.id().equals(id) && pattern.machine() != null);
        if (!isKnown) {
            throw Problem.of(
                            ProblemCode.NOT_FOUND, "no state machine has this id: 'radar patterns list' lists patterns")
                    .exception();
        }
    }
}
