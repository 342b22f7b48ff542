package io.anomalyradar.server.inbox;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.bus.AcknowledgedProducer;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertAction;
import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.alert.AlertCommandJson;
import io.anomalyradar.model.alert.AlertJson;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.server.http.BodyBudget;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.http.Requests;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.security.Access;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.security.DeviceView;
import io.anomalyradar.server.security.Principal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** {@code /api/v1/alerts…}: the inbox, and the commands of people. */
public final class AlertService {
    private static final int MAX_LIMIT = 1_000;
    private static final int MAX_BODY = 16 << 10;
    /** How long an answer waits for the effect of a command. */
    private static final Duration EFFECT = Duration.ofSeconds(3);

    private final AlertBoard board;
    private final AccessControl access;
    private final AcknowledgedProducer producer;
    private final String topic;
    private final WorkPool pool;
    private final WorkPool commandPool;
    private final BodyBudget budget;

    /** @param commandPool for commands, which wait for their effect: nothing else may have to wait behind them */
    public AlertService(
            AlertBoard board,
            AccessControl access,
            AcknowledgedProducer producer,
            String topic,
            WorkPool pool,
            WorkPool commandPool,
            BodyBudget budget) {
        this.board = board;
        this.access = access;
        this.producer = producer;
        this.topic = topic;
        this.pool = pool;
        this.commandPool = commandPool;
        this.budget = budget;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/alerts").build(this::list);
        server.route().get("/api/v1/alerts/{id}").build(this::alert);
        server.route().post("/api/v1/alerts/{id}/commands").build(this::command);
    }

    private HttpResponse list(ServiceRequestContext context, HttpRequest request) {
        Parameters parameters = new Parameters(context);
        AlertState state = parameters.constant("state", AlertState.class);
        Set<AlertState> states = state == null ? AlertQuery.OPEN : EnumSet.of(state);
        AlertQuery query = new AlertQuery(
                states,
                parameters.constant("severity", AlertSeverity.class),
                parameters.text("device"),
                access.view(context),
                parameters.integer("limit", 1, MAX_LIMIT, 100));
        return pool.answer(() -> {
            List<Alert> alerts = board.list(query);
            Map<AlertState, Integer> counts = board.counts(query.view());
            return Json.answer(HttpStatus.OK, json -> {
                json.writeArrayFieldStart("items");
                for (Alert alert : alerts) {
                    AlertJson.write(json, alert);
                }
                json.writeEndArray();
                json.writeObjectFieldStart("counts");
                for (Map.Entry<AlertState, Integer> count : counts.entrySet()) {
                    json.writeNumberField(count.getKey().name(), count.getValue());
                }
                json.writeEndObject();
            });
        });
    }

    private HttpResponse alert(ServiceRequestContext context, HttpRequest request) {
        String id = String.valueOf(context.pathParam("id"));
        DeviceView view = access.view(context);
        return pool.answer(() -> answer(HttpStatus.OK, known(id, view)));
    }

    private HttpResponse command(ServiceRequestContext context, HttpRequest request) {
        String id = String.valueOf(context.pathParam("id"));
        Requests.requireJson(request, "command");
        context.setMaxRequestLength(MAX_BODY);
        DeviceView view = access.view(context);
        Principal who = Access.principal(context);
        return Requests.answer(commandPool, budget, context, request, body -> give(known(id, view), who, body));
    }

    private HttpResponse give(Alert alert, Principal who, AggregatedHttpRequest body) {
        String id = alert.id();
        AlertCommand given = read(body, who.author(""));
        if (!alert.state().isOpen()) {
            throw Problem.of(ProblemCode.CONFLICT, "the alert is resolved: nothing can be done with it any more")
                    .exception();
        }
        AlertCommand command =
                new AlertCommand(id, alert.device(), given.action(), given.by(), given.text(), given.untilMillis());
        try {
            byte[] key = command.device().getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(topic, key, AlertCommandJson.encode(command)));
            return board.awaitAfter(id, alert.revision(), EFFECT)
                    .map(changed -> answer(HttpStatus.OK, changed))
                    .orElseGet(() -> answer(HttpStatus.ACCEPTED, alert));
        } catch (KafkaException failed) {
            throw Problem.of(
                            ProblemCode.BROKER_UNAVAILABLE,
                            failed.getMessage() + "; whether the command was written is not known: look before you"
                                    + " repeat it")
                    .retryAfter(1)
                    .exception();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Problem.of(ProblemCode.SHUTTING_DOWN, "the server is stopping")
                    .exception();
        }
    }

    private static AlertCommand read(AggregatedHttpRequest body, String person) {
        try {
            AlertCommand command = AlertCommandJson.read(body.content().array(), person);
            if (command.action() == AlertAction.REVIEW) {
                throw new SettingsException("action 'review' is given by servers only");
            }
            return command;
        } catch (SettingsException refused) {
            throw Problem.of(ProblemCode.INVALID_DOCUMENT, String.valueOf(refused.getMessage()))
                    .exception();
        }
    }

    private Alert known(String id, DeviceView view) {
        return board.alert(id).filter(alert -> view.covers(alert.device())).orElseThrow(() -> Problem.of(
                        ProblemCode.NOT_FOUND, "no alert has this id: it never fired, or it was resolved long ago")
                .exception());
    }

    private static HttpResponse answer(HttpStatus status, Alert alert) {
        return Json.answerValue(status, json -> AlertJson.write(json, alert));
    }
}
