package io.anomalyradar.server.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.Series;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.history.SeriesOfDevice;
import io.anomalyradar.history.Step;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.security.DeviceView;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code GET /api/v1/series/related}: which series of the fleet moved together with one in a period. Those nearest to it
 * are compared first: of its device, of its group, of the rest; at most {@value #MOST_SERIES}, for at most five seconds.
 */
public final class RelatedSeriesService {
    private static final int MOST_SERIES = 2_000;
    private static final int STRETCHES = 60;
    private static final int DEFAULT_LIMIT = 10;
    private static final int MAX_LIMIT = 100;
    private static final long SHORTEST_STEP_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = Step.DAY.millis() * 400;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HistoryStore store;
    private final Supplier<DeviceRegistry> registry;
    private final AccessControl access;
    private final WorkPool pool;

    public RelatedSeriesService(
            HistoryStore store, Supplier<DeviceRegistry> registry, AccessControl access, WorkPool pool) {
        this.store = store;
        this.registry = registry;
        this.access = access;
        this.pool = pool;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/series/related").build(this::related);
    }

    private HttpResponse related(ServiceRequestContext context, HttpRequest request) {
        Parameters parameters = new Parameters(context);
        SeriesName reference = new SeriesName(parameters.requiredText("device"), parameters.requiredText("metric"));
        DeviceView view = access.view(context);
        view.require(reference.device());
        TimeRange range = parameters.range();
        long span = range.toMillis() - range.fromMillis();
        if (span <= 0 || span > LONGEST_MILLIS) {
            throw Problem.parameter("from", String.valueOf(range.fromMillis()), "give from and to, 400 days at most")
                    .exception();
        }
        int limit = parameters.integer("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        long step = step(span);
        return pool.answer(() -> {
            List<SeriesName> candidates = candidates(reference, view);
            Comparison comparison = compare(reference, candidates, range, step);
            return Json.answer(HttpStatus.OK, json -> write(json, step, candidates.size(), comparison, limit));
        });
    }

    /** A sixtieth of the span; whole minutes where it is longer than one, so that windows answer. */
    private static long step(long span) {
        long step = Math.max(SHORTEST_STEP_MILLIS, (span + STRETCHES - 1) / STRETCHES);
        long unit = step > Step.MINUTE.millis() ? Step.MINUTE.millis() : SHORTEST_STEP_MILLIS;
        return (step + unit - 1) / unit * unit;
    }

    /** All series but the reference that may be seen, the nearest first. */
    private List<SeriesName> candidates(SeriesName reference, DeviceView view) {
        DeviceRegistry known = registry.get();
        List<SeriesOfDevice> catalogue = store.catalogue();
        String group = catalogue.stream()
                .filter(of -> of.device().equals(reference.device()))
                .map(SeriesOfDevice::attributes)
                .findFirst()
                .map(attributes -> known.shownGroup(reference.device(), attributes))
                .orElse("");
        List<List<SeriesName>> tiers = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (SeriesOfDevice of : catalogue) {
            if (view.covers(of.device())) {
                List<SeriesName> tier = tiers.get(distance(reference, group, of, known));
                of.metrics().stream()
                        .map(metric -> new SeriesName(of.device(), metric))
                        .filter(name -> !name.equals(reference))
                        .forEach(tier::add);
            }
        }
        return tiers.stream().flatMap(List::stream).toList();
    }

    private static int distance(SeriesName reference, String group, SeriesOfDevice of, DeviceRegistry known) {
        if (of.device().equals(reference.device())) {
            return 0;
        }
        Attributes attributes = of.attributes();
        return !group.isEmpty() && group.equals(known.shownGroup(of.device(), attributes)) ? 1 : 2;
    }

    /** The series that moved, the most strongly related first, and how many were looked at. */
    private record Comparison(List<RelatedSeries> found, int compared) {}

    private Comparison compare(SeriesName reference, List<SeriesName> candidates, TimeRange range, long step) {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        List<Series.Bucket> wanted =
                store.buckets(List.of(reference), range, step).get(0).buckets();
        List<RelatedSeries> found = new ArrayList<>();
        int most = wanted.size() < RelatedSeries.FEWEST_POINTS ? 0 : Math.min(MOST_SERIES, candidates.size());
        int compared = 0;
        while (compared < most && System.nanoTime() - deadlineNanos < 0) {
            List<SeriesName> some = candidates.subList(compared, Math.min(most, compared + HistoryStore.MAX_SERIES));
            List<Series.DownSampled> answers = store.buckets(some, range, step);
            for (int i = 0; i < some.size(); i++) {
                RelatedSeries.of(some.get(i), wanted, answers.get(i).buckets()).ifPresent(found::add);
            }
            compared += some.size();
        }
        int all = compared;
        found.removeIf(series -> !series.isBeyondChance(all));
        found.sort(Comparator.comparingDouble((RelatedSeries series) -> -Math.abs(series.correlation()))
                .thenComparing(series -> series.name().device())
                .thenComparing(series -> series.name().metric()));
        return new Comparison(found, compared);
    }

    private static void write(JsonGenerator json, long step, int total, Comparison comparison, int limit)
            throws IOException {
        json.writeNumberField("stepMillis", step);
        json.writeNumberField("compared", comparison.compared());
        json.writeNumberField("total", total);
        json.writeArrayFieldStart("items");
        for (RelatedSeries series :
                comparison.found().subList(0, Math.min(limit, comparison.found().size()))) {
            json.writeStartObject();
            json.writeStringField("device", series.name().device());
            json.writeStringField("metric", series.name().metric());
            Json.number(json, "correlation", Math.rint(series.correlation() * 1e4) / 1e4);
            json.writeNumberField("points", series.points());
            Json.number(json, "score", series.score());
            Json.number(json, "anomalyRate", series.anomalyRate());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
