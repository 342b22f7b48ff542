package io.anomalyradar.server.promql;

import com.linecorp.armeria.common.HttpResponse;
import io.anomalyradar.server.promql.PromqlService.Asked;
import io.anomalyradar.server.promql.SeriesCatalogue.Found;
import io.anomalyradar.server.promql.engine.LabelSet;
import io.anomalyradar.server.promql.syntax.LabelMatcher;
import io.anomalyradar.server.promql.syntax.LabelNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Which metrics, series and labels there are. {@code start} and {@code end} are accepted; series of all times count. */
final class CatalogueAnswers {
    private static final int MAX_ITEMS = 10_000;

    private final SeriesCatalogue catalogue;
    private final String version;

    CatalogueAnswers(SeriesCatalogue catalogue, String version) {
        this.catalogue = catalogue;
        this.version = version;
    }

    HttpResponse series(Asked asked) {
        List<List<LabelMatcher>> selectors = asked.parameters().selectors();
        if (selectors.isEmpty()) {
            throw PromqlParameters.invalid("match[]", "no match[] parameter provided");
        }
        Set<LabelSet> found = new LinkedHashSet<>();
        boolean cut = collect(asked, found, one -> List.of(one.labels()));
        return PromqlJson.success(List.of(), warnings(cut), json -> {
            json.writeStartArray();
            for (LabelSet labels : found) {
                PromqlJson.writeLabels(json, labels);
            }
            json.writeEndArray();
        });
    }

    HttpResponse labels(Asked asked) {
        Set<String> names = new TreeSet<>();
        boolean cut = collect(asked, names, one -> names(one.labels()));
        return PromqlJson.success(List.of(), warnings(cut), json -> PromqlJson.writeTexts(json, names));
    }

    private static List<String> names(LabelSet labels) {
        List<String> names = new ArrayList<>(labels.size());
        for (int i = 0; i < labels.size(); i++) {
            names.add(labels.name(i));
        }
        return names;
    }

    HttpResponse values(Asked asked) {
        String name = asked.path("name");
        if (!LabelNames.isLabel(name)) {
            throw PromqlParameters.invalid("name", "\"" + name + "\" is not the name of a label");
        }
        Set<String> values = new TreeSet<>();
        boolean cut = collect(asked, values, one -> {
            String value = one.labels().get(name);
            return value.isEmpty() ? List.of() : List.of(value);
        });
        return PromqlJson.success(List.of(), warnings(cut), json -> PromqlJson.writeTexts(json, values));
    }

    /** Collects what {@code of} gives of the series asked for, up to the limit; answers whether there is more. */
    private <T> boolean collect(Asked asked, Collection<T> into, Function<Found, List<T>> of) {
        int limit = asked.parameters().limit(MAX_ITEMS);
        List<List<LabelMatcher>> selectors = asked.parameters().selectors();
        boolean[] cut = new boolean[1];
        for (List<LabelMatcher> selector : selectors.isEmpty() ? List.of(List.<LabelMatcher>of()) : selectors) {
            catalogue.find(selector, asked.budget(), one -> {
                for (T item : of.apply(one)) {
                    if (into.size() < limit) {
                        into.add(item);
                    } else if (!into.contains(item)) {
                        cut[0] = true;
                    }
                }
                return !cut[0];
            });
        }
        return cut[0];
    }

    private static List<String> warnings(boolean cut) {
        return cut ? List.of("results truncated due to limit: narrow the selector") : List.of();
    }

    HttpResponse metadata(Asked asked) {
        int limit = asked.parameters().limit(MAX_ITEMS);
        String wanted = asked.parameters().metric();
        Map<String, String> help = new LinkedHashMap<>();
        for (SeriesMetrics one : SeriesMetrics.values()) {
            help.put(one.text(), one.help());
        }
        for (String metric : catalogue.metrics()) {
            SeriesMetrics.of(metric).forEach(named -> help.putIfAbsent(named.name(), "The metric \"" + metric + "\""));
        }
        return PromqlJson.success(List.of(), List.of(), json -> {
            json.writeStartObject();
            int left = limit;
            for (Map.Entry<String, String> entry : help.entrySet()) {
                if ((wanted == null || wanted.isEmpty() || wanted.equals(entry.getKey())) && left-- > 0) {
                    json.writeArrayFieldStart(entry.getKey());
                    json.writeStartObject();
                    json.writeStringField("type", entry.getKey().endsWith("_total") ? "counter" : "gauge");
                    json.writeStringField("help", entry.getValue());
                    json.writeStringField("unit", "");
                    json.writeEndObject();
                    json.writeEndArray();
                }
            }
            json.writeEndObject();
        });
    }

    /** Grafana chooses by the version what it asks for. */
    HttpResponse buildInformation() {
        return PromqlJson.success(List.of(), List.of(), json -> {
            json.writeStartObject();
            json.writeStringField("version", "2.42.0");
            json.writeStringField("revision", version);
            json.writeStringField("branch", "");
            json.writeStringField("buildUser", "");
            json.writeStringField("buildDate", "");
            json.writeStringField("goVersion", "");
            json.writeStringField("application", "Anomaly Radar");
            json.writeEndObject();
        });
    }
}
