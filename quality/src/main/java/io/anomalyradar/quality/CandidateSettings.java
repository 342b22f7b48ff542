package io.anomalyradar.quality;

import io.anomalyradar.app.config.ConfigReader;
import io.anomalyradar.app.config.RadarConfig;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.quality.candidate.Product;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings that anyone can set, to be compared with the default. There are few, so that chance does not choose. */
final class CandidateSettings {
    private static final List<Map<String, String>> ALL = List.of(
            Map.of("detector.predictive.least-score", "5"),
            Map.of("detector.predictive.least-score", "7"),
            Map.of("detector.budget.alarms-per-week", "0.5"),
            Map.of("detector.budget.alarms-per-week", "0.05"),
            Map.of("detector.method", "zscore"),
            Map.of("detector.method", "ewma"),
            Map.of("detector.method", "autoencoder"),
            Map.of("detector.alarm.unusual", "2", "detector.alarm.evaluations", "3"),
            Map.of("detector.alarm.relevance.least-percent", "10"));

    private static final List<String> THRESHOLDS = List.of("3", "6", "6.5", "7", "8", "9", "10", "11", "12");

    private CandidateSettings() {}

    /** The default, changed by {@code assignments}, and the same with each of the candidates' settings. */
    static List<Product> with(Map<String, String> assignments) {
        List<Product> products = new ArrayList<>(List.of(product("default", assignments)));
        for (Map<String, String> one : ALL) {
            Map<String, String> settings = new LinkedHashMap<>(assignments);
            settings.putAll(one);
            String name = String.join(
                    ", ",
                    one.entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(entry -> entry.getKey().substring("detector.".length()) + "=" + entry.getValue())
                            .toList());
            products.add(product(name, settings));
        }
        return products;
    }

    /** The default, changed by {@code assignments}, and the same with greater and greater thresholds. */
    static Map<String, DetectorConfig> thresholds(Map<String, String> assignments) {
        Map<String, DetectorConfig> configs = new LinkedHashMap<>();
        for (String least : THRESHOLDS) {
            Map<String, String> settings = new LinkedHashMap<>(assignments);
            settings.put("detector.predictive.least-score", least);
            configs.put(least, product(least, settings).config());
        }
        return configs;
    }

    private static Product product(String name, Map<String, String> assignments) {
        RadarConfig settings = RadarConfig.of(new ConfigReader(Map.of()).read(null, assignments));
        return new Product(name, settings.detector(), settings.joint());
    }
}
