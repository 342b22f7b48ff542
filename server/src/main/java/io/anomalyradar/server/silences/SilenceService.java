package io.anomalyradar.server.silences;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.history.HistoryQueries;
import io.anomalyradar.model.control.Glob;
import io.anomalyradar.model.control.PlacedSilence;
import io.anomalyradar.model.control.Silence;
import io.anomalyradar.model.control.SilenceJson;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.server.config.Control;
import io.anomalyradar.server.http.BodyBudget;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.http.Requests;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.inbox.AlertBoard;
import io.anomalyradar.server.security.Access;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.security.DeviceView;
import io.anomalyradar.server.security.Principal;
import java.io.IOException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/** {@code /api/v1/silences…}: lists silences, begins and ends them, and shows beforehand what one would cover. */
public final class SilenceService {
    private static final int MAX_BODY = 16 << 10;

    private final Control control;
    private final AccessControl access;
    private final AlertBoard board;
    private final HistoryQueries store;
    private final Reviews reviews;
    private final WorkPool pool;
    private final BodyBudget budget;
    private final Clock clock;

    @SuppressWarnings("TooManyParameters") // each is a different part of the server
    public SilenceService(
            Control control,
            AccessControl access,
            AlertBoard board,
            HistoryQueries store,
            Reviews reviews,
            WorkPool pool,
            BodyBudget budget,
            Clock clock) {
        this.control = control;
        this.access = access;
        this.board = board;
        this.store = store;
        this.reviews = reviews;
        this.pool = pool;
        this.budget = budget;
        this.clock = clock;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/silences").build(this::list);
        server.route().post("/api/v1/silences").build(this::begin);
        server.route().post("/api/v1/silences/{id}/end").build(this::end);
    }

    private HttpResponse list(ServiceRequestContext context, HttpRequest request) {
        boolean all = Requests.flag(new Parameters(context), "over");
        DeviceView view = access.view(context);
        return pool.answer(() -> {
            long now = clock.millis();
            List<PlacedSilence> silences = control.state().silences().all().stream()
                    .filter(silence -> all || now < silence.endMillis())
                    .filter(silence -> isWithin(silence.silence(), view))
                    .sorted(Comparator.comparingLong(PlacedSilence::endMillis))
                    .toList();
            return Json.answer(HttpStatus.OK, json -> {
                json.writeArrayFieldStart("items");
                for (PlacedSilence silence : silences) {
                    json.writeStartObject();
                    write(json, silence, now);
                    json.writeEndObject();
                }
                json.writeEndArray();
            });
        });
    }

    private HttpResponse begin(ServiceRequestContext context, HttpRequest request) {
        Requests.requireJson(request, "silence");
        boolean dryRun = Requests.flag(new Parameters(context), "dryRun");
        context.setMaxRequestLength(MAX_BODY);
        DeviceView view = access.view(context);
        Principal who = Access.principal(context);
        return Requests.answer(pool, budget, context, request, body -> {
            Silence wanted = checked(read(body), who, dryRun);
            requireWithin(wanted, view);
            long now = clock.millis();
            PlacedSilence placed = new PlacedSilence(wanted, 0, now);
            Reach reach = Reach.of(placed, board, store, control.state().devices(), view, now);
            if (dryRun) {
                return answer(HttpStatus.OK, placed, reach);
            }
            forgetWhatIsLongOver(now);
            PlacedSilence written = control.publish(wanted);
            reviews.request(reach.alerts(), written.effectiveFromMillis());
            return answer(HttpStatus.CREATED, written, reach);
        });
    }

    private HttpResponse end(ServiceRequestContext context, HttpRequest request) {
        Requests.requireJson(request, "silence");
        String id = String.valueOf(context.pathParam("id"));
        context.setMaxRequestLength(MAX_BODY);
        DeviceView view = access.view(context);
        Principal who = Access.principal(context);
        return Requests.answer(pool, budget, context, request, body -> {
            String by = who.author(read(body).by());
            requirePerson(by);
            PlacedSilence known = control.state().silences().find(id);
            if (known == null || !isWithin(known.silence(), view)) {
                throw Problem.of(ProblemCode.NOT_FOUND, "no silence has this id")
                        .exception();
            }
            long now = clock.millis();
            if (now >= known.endMillis()) {
                throw Problem.of(ProblemCode.CONFLICT, "the silence is over").exception();
            }
            PlacedSilence ended = control.publish(known.silence().ended(by, known.startMillis()));
            reviews.request(Reach.alerts(known, board, control.state().devices(), now), ended.effectiveFromMillis());
            return Json.answer(HttpStatus.OK, json -> write(json, ended, now));
        });
    }

    /** Whether it can cover nothing but what {@code view} covers: it names one device or group of it. */
    private static boolean isWithin(Silence silence, DeviceView view) {
        Glob device = silence.selector().device();
        Glob group = silence.selector().group();
        return view.coversAll()
                || (device.isLiteral() && view.covers(device.pattern()))
                || (group.isLiteral() && view.wouldCover("", group.pattern()));
    }

    private static void requireWithin(Silence silence, DeviceView view) {
        if (!isWithin(silence, view)) {
            throw Problem.of(
                            ProblemCode.FORBIDDEN,
                            "you may silence the devices of your groups only: name one device or one group, without"
                                    + " patterns")
                    .exception();
        }
    }

    /** A new silence as it is written. */
    private Silence checked(Silence wanted, Principal who, boolean dryRun) {
        String by = who.author(wanted.by());
        if (!dryRun) {
            requirePerson(by);
        }
        long now = clock.millis();
        long starts = wanted.startsAtMillis() <= now ? 0 : wanted.startsAtMillis();
        long length = wanted.endsAtMillis() - (starts == 0 ? now : starts);
        long most = wanted.weekly() == null ? Silence.MAX_MILLIS : Silence.MAX_WEEKLY_MILLIS;
        if (length <= 0) {
            throw invalid("'endsAtMillis' must be after the start and in the future");
        }
        if (length > most) {
            throw invalid("a silence lasts " + most / 86_400_000L + " days at most"
                    + (wanted.weekly() == null ? "; with 'weekly' windows 366 days" : ""));
        }
        if (wanted.endedBy() != null || wanted.revision() != 0 || !wanted.id().isEmpty()) {
            throw invalid("'id', 'revision' and 'endedBy' are set by the server: leave them out");
        }
        return new Silence(
                UUID.randomUUID().toString().substring(0, 13),
                1,
                wanted.selector(),
                wanted.rules(),
                wanted.labels(),
                starts,
                wanted.endsAtMillis(),
                wanted.weekly(),
                by,
                wanted.comment(),
                null);
    }

    private static void requirePerson(String by) {
        if (by.isEmpty()) {
            throw invalid("'by' is missing: say who answers for it");
        }
    }

    private static RuntimeException invalid(String message) {
        return Problem.of(ProblemCode.INVALID_DOCUMENT, message).exception();
    }

    private static Silence read(AggregatedHttpRequest body) {
        try {
            return SilenceJson.read(body.content().array());
        } catch (SettingsException refused) {
            throw invalid(String.valueOf(refused.getMessage()));
        }
    }

    /** Makes room: what has been over for 30 days is removed. */
    private void forgetWhatIsLongOver(long now) {
        for (PlacedSilence silence : control.state().silences().all()) {
            if (now - silence.endMillis() > Silence.MAX_MILLIS) {
                control.remove(silence);
            }
        }
    }

    private HttpResponse answer(HttpStatus status, PlacedSilence silence, Reach reach) {
        return Json.answer(status, json -> {
            write(json, silence, clock.millis());
            json.writeObjectFieldStart("reach");
            json.writeNumberField("alerts", reach.alerts().size());
            json.writeNumberField("devices", reach.devices());
            json.writeArrayFieldStart("examples");
            for (String device : reach.examples()) {
                json.writeString(device);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, PlacedSilence silence, long now) throws IOException {
        SilenceJson.writeFields(json, silence.silence());
        json.writeStringField("state", state(silence, now));
        json.writeNumberField("startMillis", silence.startMillis());
        json.writeNumberField("endMillis", silence.endMillis());
        OptionalLong next = silence.nextBegin(now);
        if (next.isPresent()) {
            json.writeNumberField("nextMillis", next.getAsLong());
        }
    }

    private static String state(PlacedSilence silence, long now) {
        if (now >= silence.endMillis()) {
            return "OVER";
        }
        return silence.silentUntil(Math.max(now, silence.effectiveFromMillis())).isPresent() ? "ACTIVE" : "PENDING";
    }
}
