package io.anomalyradar.quality.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Incidents of a microservice application: for each scenario a folder with {@code graph.csv} ({@code caller,callee}),
 * {@code normal.csv.gz} ({@code unix_time} and columns {@code node|metric|statistic}), {@code issues/<id>.csv.gz} (the
 * same columns) and {@code issues.json}.
 */
public final class PetShopFolder {
    private final Path folder;

    /** The scenarios below {@code folder}. */
    public PetShopFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * All incidents and healthy windows, by scenario.
     *
     * @throws IOException if a file cannot be read
     */
    public List<PetShopCase> cases() throws IOException {
        List<Path> scenarios;
        try (Stream<Path> found = Files.list(folder)) {
            scenarios = found.filter(path -> Files.exists(path.resolve("issues.json")))
                    .sorted()
                    .toList();
        }
        List<PetShopCase> cases = new ArrayList<>();
        for (Path scenario : scenarios) {
            read(scenario, cases);
        }
        return cases;
    }

    private static void read(Path scenario, List<PetShopCase> cases) throws IOException {
        String name = String.valueOf(scenario.getFileName());
        JsonNode all =
                new ObjectMapper().readTree(scenario.resolve("issues.json").toFile());
        Map<String, List<String>> callees = callees(scenario.resolve("graph.csv"));
        Map<String, double[]> normal = table(scenario.resolve("normal.csv.gz"));
        for (Map.Entry<String, JsonNode> issue : all.path("issues").properties()) {
            Map<String, double[]> window = table(scenario.resolve("issues").resolve(issue.getKey() + ".csv.gz"));
            String cause = issue.getValue().path("root_cause").path("node").asText();
            cases.add(of(name, cause, issue.getValue(), normal, window, callees));
        }
        for (JsonNode healthy : all.path("healthy")) {
            cases.add(of(
                    name,
                    "",
                    healthy,
                    rows(normal, healthy.path("history")),
                    rows(normal, healthy.path("window")),
                    callees));
        }
    }

    private static PetShopCase of(
            String scenario,
            String cause,
            JsonNode issue,
            Map<String, double[]> usual,
            Map<String, double[]> window,
            Map<String, List<String>> callees) {
        JsonNode target = issue.path("target");
        return new PetShopCase(
                scenario,
                cause,
                target.path("node").asText(),
                target.path("metric").asText(),
                target.path("agg").asText(),
                usual,
                window,
                callees);
    }

    private static Map<String, double[]> rows(Map<String, double[]> table, JsonNode range) {
        Map<String, double[]> part = new LinkedHashMap<>();
        int from = range.path(0).asInt();
        int to = range.path(1).asInt();
        table.forEach((column, values) -> part.put(column, Arrays.copyOfRange(values, from, to)));
        return part;
    }

    private static Map<String, List<String>> callees(Path path) throws IOException {
        Map<String, List<String>> callees = new LinkedHashMap<>();
        try (Reader text = Files.newBufferedReader(path);
                CsvReader<CsvRecord> lines = CsvReader.builder().ofCsvRecord(text)) {
            lines.stream().skip(1).forEach(line -> {
                if (!line.getField(0).equals(line.getField(1))) {
                    callees.computeIfAbsent(line.getField(0), caller -> new ArrayList<>())
                            .add(line.getField(1));
                }
            });
        }
        return callees;
    }

    private static Map<String, double[]> table(Path path) throws IOException {
        List<CsvRecord> lines;
        try (Reader text =
                        new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8);
                CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(text)) {
            lines = reader.stream().toList();
        }
        Map<String, double[]> table = new LinkedHashMap<>();
        for (int column = 1; column < lines.get(0).getFieldCount(); column++) {
            double[] values = new double[lines.size() - 1];
            for (int row = 0; row < values.length; row++) {
                String cell = lines.get(row + 1).getField(column);
                values[row] = cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
            }
            table.put(lines.get(0).getField(column), values);
        }
        return table;
    }
}
