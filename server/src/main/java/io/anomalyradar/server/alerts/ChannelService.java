package io.anomalyradar.server.alerts;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.notify.Outcome;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.http.WorkPool;
import java.util.List;

/** {@code /api/v1/channels…}: how the channels are, and trying one. */
public final class ChannelService {
    private final Notifiers notifiers;
    private final BudgetBoard budgets;
    private final WorkPool pool;

    /** @param pool for tests of channels, which wait for receivers: nothing else may have to wait behind them */
    public ChannelService(Notifiers notifiers, BudgetBoard budgets, WorkPool pool) {
        this.notifiers = notifiers;
        this.budgets = budgets;
        this.pool = pool;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/channels").build(this::list);
        server.route().post("/api/v1/channels/{id}/test").build(this::test);
    }

    private HttpResponse list(ServiceRequestContext context, HttpRequest request) {
        List<Notifiers.ChannelState> states = notifiers.states();
        return Json.answer(HttpStatus.OK, json -> {
            json.writeArrayFieldStart("items");
            for (Notifiers.ChannelState state : states) {
                json.writeStartObject();
                json.writeStringField("id", state.channel().id());
                json.writeStringField("type", state.channel().type().word());
                json.writeStringField("state", state.state().condition().name());
                json.writeStringField("detail", state.state().detail());
                BudgetBoard.Week week = budgets.week(state.channel().id());
                json.writeNumberField("pagesPerWeek", state.channel().budget().pagesPerWeek());
                json.writeNumberField("askedLastWeek", week.asked());
                json.writeNumberField("sentLastWeek", week.sent());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private HttpResponse test(ServiceRequestContext context, HttpRequest request) {
        String id = String.valueOf(context.pathParam("id"));
        return pool.answer(() -> {
            Outcome outcome = notifiers.test(id).orElseThrow(() -> Problem.of(
                            ProblemCode.NOT_FOUND,
                            "no channel has this id; channels are part of the configuration, and a new one is"
                                    + " known a moment after it was applied")
                    .exception());
            return Json.answer(HttpStatus.OK, json -> {
                json.writeBooleanField("delivered", outcome instanceof Outcome.Delivered);
                json.writeStringField("detail", detail(outcome));
            });
        });
    }

    private static String detail(Outcome outcome) {
        return outcome instanceof Outcome.Delivered
                ? "the receiver has the example alert and its end"
                : outcome.reason();
    }
}
