package io.anomalyradar.server.config;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.alerting.AlertRules;
import io.anomalyradar.model.control.AlertingConfig;
import io.anomalyradar.model.control.ConfigDiff;
import io.anomalyradar.model.control.ConfigDiff.Change;
import io.anomalyradar.model.control.ConfigDocument;
import io.anomalyradar.model.control.ConfigJson;
import io.anomalyradar.model.control.ConfigTimeline;
import io.anomalyradar.model.control.ConfigVersion;
import io.anomalyradar.model.settings.ConfigKey;
import io.anomalyradar.model.settings.KeyCatalog;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.model.settings.SettingsJson;
import io.anomalyradar.server.http.BodyBudget;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.http.Requests;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.security.Access;
import io.anomalyradar.server.security.Principal;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lists, compares and changes versions of the configuration. */
public final class ConfigService {
    private final Control control;
    private final WorkPool pool;
    private final BodyBudget budget;
    private final Clock clock;
    private final Consumer<ConfigVersion> published;

    public ConfigService(
            Control control, WorkPool pool, BodyBudget budget, Clock clock, Consumer<ConfigVersion> published) {
        this.control = control;
        this.pool = pool;
        this.budget = budget;
        this.clock = clock;
        this.published = published;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/config").build((context, request) -> pool.answer(this::newest));
        server.route().put("/api/v1/config").build(this::change);
        server.route().get("/api/v1/config/keys").build((context, request) -> keys());
        server.route().get("/api/v1/config/diff").build(this::diff);
        server.route().post("/api/v1/config/rollback").build(this::rollback);
        server.route().get("/api/v1/config/versions").build((context, request) -> pool.answer(this::versions));
        server.route().get("/api/v1/config/versions/{version}").build(this::version);
    }

    private HttpResponse newest() {
        ConfigDocument document = newestDocument(control.state().config());
        return Json.answerValue(HttpStatus.OK, json -> ConfigJson.write(json, document));
    }

    private HttpResponse versions() {
        List<ConfigVersion> versions = control.state().config().versions();
        return Json.answer(HttpStatus.OK, json -> {
            json.writeArrayFieldStart("items");
            for (int i = versions.size() - 1; i >= 0; i--) {
                json.writeStartObject();
                writeFields(json, versions.get(i));
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void writeFields(JsonGenerator json, ConfigVersion version) throws IOException {
        ConfigDocument document = version.document();
        json.writeNumberField("version", version.number());
        json.writeNumberField("createdAtMillis", document.createdAtMillis());
        json.writeStringField("author", document.author());
        json.writeStringField("comment", document.comment());
        json.writeNumberField("overrides", document.overrides().size());
        json.writeNumberField("effectiveFromMillis", version.effectiveFromMillis());
    }

    private HttpResponse version(ServiceRequestContext context, HttpRequest request) {
        String text = String.valueOf(context.pathParam("version"));
        return pool.answer(() -> {
            ConfigVersion version = known(control.state().config(), number("version", text));
            List<Long> positions = control.positions(version);
            return Json.answer(HttpStatus.OK, json -> {
                writeFields(json, version);
                json.writeArrayFieldStart("positions");
                for (int partition = 0; partition < positions.size(); partition++) {
                    json.writeStartObject();
                    json.writeNumberField("partition", partition);
                    json.writeNumberField("offset", positions.get(partition));
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeFieldName("document");
                ConfigJson.write(json, version.document());
            });
        });
    }

    private HttpResponse diff(ServiceRequestContext context, HttpRequest request) {
        Parameters parameters = new Parameters(context);
        int from = parameters.integer("from", 1, Integer.MAX_VALUE, 0);
        int to = parameters.integer("to", 1, Integer.MAX_VALUE, 0);
        return pool.answer(() -> {
            ConfigTimeline timeline = control.state().config();
            ConfigDocument after =
                    to == 0 ? newestDocument(timeline) : known(timeline, to).document();
            ConfigDocument before = from == 0
                    ? known(timeline, after.version() - 1).document()
                    : known(timeline, from).document();
            return changes(HttpStatus.OK, before, after, null);
        });
    }

    private HttpResponse change(ServiceRequestContext context, HttpRequest request) {
        boolean dryRun = Requests.flag(new Parameters(context), "dryRun");
        Principal who = Access.principal(context);
        return Requests.answer(pool, budget, context, request, body -> {
            ConfigDocument wanted = read(body);
            ConfigTimeline timeline = control.state().config();
            ConfigDocument newest = newestDocument(timeline);
            int base = Requests.ifMatch(body, wanted.version() == 0 ? newest.version() : wanted.version());
            requireNewest(base, newest);
            ConfigDocument next = new ConfigDocument(
                    base + 1,
                    clock.millis(),
                    who.author(wanted.author()),
                    wanted.comment(),
                    wanted.defaults(),
                    wanted.overrides(),
                    wanted.alerting(),
                    newest.deployed());
            return publish(newest, next, dryRun);
        });
    }

    private HttpResponse rollback(ServiceRequestContext context, HttpRequest request) {
        Parameters parameters = new Parameters(context);
        int to = number("to", parameters.requiredText("to"));
        String declared = parameters.text("author");
        String author = Access.principal(context).author(declared == null ? "" : declared);
        boolean dryRun = Requests.flag(parameters, "dryRun");
        return Requests.answer(pool, budget, context, request, body -> {
            ConfigTimeline timeline = control.state().config();
            ConfigDocument newest = newestDocument(timeline);
            requireNewest(Requests.ifMatch(body, newest.version()), newest);
            ConfigDocument earlier = known(timeline, to).document();
            ConfigDocument next = new ConfigDocument(
                    newest.version() + 1,
                    clock.millis(),
                    author,
                    "as in version " + to,
                    earlier.defaults(),
                    earlier.overrides(),
                    earlier.alerting(),
                    newest.deployed());
            return publish(newest, next, dryRun);
        });
    }

    private HttpResponse publish(ConfigDocument before, ConfigDocument next, boolean dryRun) {
        requireValidConditions(next);
        if (dryRun || next.hasContentOf(before)) {
            return changes(HttpStatus.OK, before, next.hasContentOf(before) ? before : next, null);
        }
        ConfigVersion version = control.publish(next);
        published.accept(version);
        return changes(HttpStatus.CREATED, before, next, version);
    }

    private static void requireValidConditions(ConfigDocument document) {
        try {
            AlertRules.of(document.alerting());
        } catch (SettingsException invalid) {
            throw Problem.of(ProblemCode.INVALID_DOCUMENT, String.valueOf(invalid.getMessage()))
                    .exception();
        }
    }

    /** Answers with the changes; {@code published} is null if nothing was written. */
    private static HttpResponse changes(
            HttpStatus status, ConfigDocument before, ConfigDocument after, @Nullable ConfigVersion published) {
        List<Change> changes = ConfigDiff.between(before, after);
        return Json.answer(status, json -> {
            json.writeNumberField("from", before.version());
            json.writeNumberField("to", after.version());
            if (published != null) {
                json.writeNumberField("effectiveFromMillis", published.effectiveFromMillis());
            }
            json.writeArrayFieldStart("changes");
            for (Change change : changes) {
                json.writeStartObject();
                json.writeStringField("place", change.place());
                json.writeStringField("key", change.key());
                json.writeStringField("before", change.before());
                json.writeStringField("after", change.after());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private HttpResponse keys() {
        return Json.answer(HttpStatus.OK, json -> {
            json.writeArrayFieldStart("items");
            for (ConfigKey<?> key : KeyCatalog.DETECTOR.keys()) {
                json.writeStartObject();
                json.writeStringField("key", key.name());
                json.writeStringField("accepts", key.type().accepts());
                json.writeStringField("doc", key.doc());
                json.writeFieldName("default");
                SettingsJson.writeValue(json, key, key.parse(key.defaultText()));
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static ConfigDocument read(AggregatedHttpRequest body) {
        try {
            return ConfigJson.read(body.content().array());
        } catch (SettingsException refused) {
            throw Problem.of(ProblemCode.INVALID_DOCUMENT, String.valueOf(refused.getMessage()))
                    .exception();
        }
    }

    private static void requireNewest(int base, ConfigDocument newest) {
        if (base != newest.version()) {
            throw Problem.of(
                            ProblemCode.CONFLICT,
                            "the change was made from version " + base + ", the newest is " + newest.version()
                                    + ": compare them (GET /api/v1/config/diff), then repeat the change")
                    .exception();
        }
    }

    /** The newest document; the release's defaults as version 0 if there is none. */
    private static ConfigDocument newestDocument(ConfigTimeline timeline) {
        ConfigVersion newest = timeline.newest();
        return newest == null
                ? new ConfigDocument(
                        0,
                        0,
                        "",
                        "",
                        ConfigDocument.releaseDefaults(),
                        List.of(),
                        AlertingConfig.RELEASE,
                        new TreeMap<>())
                : newest.document();
    }

    private static ConfigVersion known(ConfigTimeline timeline, int number) {
        ConfigVersion version = timeline.version(number);
        if (version == null) {
            throw Problem.of(
                            ProblemCode.NOT_FOUND,
                            "there is no version " + number
                                    + " (any more): /api/v1/config/versions lists those that are")
                    .exception();
        }
        return version;
    }

    private static int number(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw Problem.parameter(name, text, "give the number of a version").exception();
        }
    }
}
