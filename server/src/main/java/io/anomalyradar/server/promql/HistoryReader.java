package io.anomalyradar.server.promql;

import io.anomalyradar.history.Field;
import io.anomalyradar.history.HistoryQueries;
import io.anomalyradar.history.Points;
import io.anomalyradar.history.Series;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.server.promql.SeriesCatalogue.Found;
import io.anomalyradar.server.promql.engine.QueryBudget;
import io.anomalyradar.server.promql.engine.SampleReader;
import io.anomalyradar.server.promql.engine.Track;
import io.anomalyradar.server.promql.syntax.QueryException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the samples of one query from the store. Ranges of a day and shorter are read as samples, longer ones as
 * windows; so are shorter ones with more samples than the budget allows. Used by one thread.
 */
final class HistoryReader implements SampleReader {
    /** Series of a selector. */
    static final int MAX_SERIES = 10_000;

    private final HistoryQueries store;
    private final SeriesCatalogue catalogue;
    private final QueryBudget budget;
    private final Set<String> notes = new LinkedHashSet<>();

    HistoryReader(HistoryQueries store, SeriesCatalogue catalogue, QueryBudget budget) {
        this.store = store;
        this.catalogue = catalogue;
        this.budget = budget;
    }

    /** What a person should know of the answer. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    @Override
    public List<Track> read(Reading reading) {
        Map<Field, List<Found>> found = new EnumMap<>(Field.class);
        int[] size = new int[1];
        catalogue.find(reading.matchers(), budget, one -> {
            if (++size[0] > MAX_SERIES) {
                throw QueryException.execution("a selector matches more than " + MAX_SERIES
                        + " series: narrow it by device, metric, site, type or group");
            }
            found.computeIfAbsent(one.field(), unused -> new ArrayList<>()).add(one);
            return true;
        });
        List<Track> tracks = new ArrayList<>();
        boolean isWide = WindowChoice.spanMillis(reading) > HistoryQueries.RAW_MILLIS;
        found.forEach((field, series) -> {
            Optional<List<Track>> samples = isWide ? Optional.empty() : samples(reading, field, series);
            tracks.addAll(samples.orElseGet(() -> windows(reading, field, series, isWide)));
        });
        return tracks;
    }

    /** Empty when they are too many. */
    private Optional<List<Track>> samples(Reading reading, Field field, List<Found> series) {
        long from = Math.max(0, reading.steps().startMillis() - reading.backMillis());
        TimeRange range = new TimeRange(from, Math.max(from, reading.steps().last() + 1));
        List<Track> tracks = new ArrayList<>();
        for (int first = 0; first < series.size(); first += HistoryQueries.MAX_COLUMNS) {
            budget.check();
            List<Found> some = series.subList(first, Math.min(series.size(), first + HistoryQueries.MAX_COLUMNS));
            int most = (int) Math.min(Integer.MAX_VALUE, budget.left() / 2);
            Optional<List<Points>> read = store.points(names(some), field, range, most);
            if (read.isEmpty()) {
                return Optional.empty();
            }
            for (int i = 0; i < some.size(); i++) {
                Points points = read.get().get(i);
                if (points.size() > 0) {
                    budget.keep(2L * points.size());
                    tracks.add(new Track(some.get(i).labels(), points.timesMillis(), points.values(), null));
                }
            }
        }
        return Optional.of(tracks);
    }

    private static List<SeriesName> names(List<Found> series) {
        return series.stream().map(Found::series).toList();
    }

    private List<Track> windows(Reading reading, Field field, List<Found> series, boolean isWide) {
        if (reading.use() == Use.EACH) {
            throw QueryException.execution("this function needs every sample, and the range is longer than a day or has"
                    + " too many of them: ask for a shorter range, or use avg_over_time, min_over_time, max_over_time,"
                    + " sum_over_time, count_over_time, rate, increase or delta, which windows answer");
        }
        if (!isWide && WindowChoice.isTooFine(reading)) {
            throw QueryException.execution("the query needs more than " + budget.left() / 2
                    + " samples: select fewer series, a shorter range or a step of a minute or longer");
        }
        long length = WindowChoice.lengthMillis(reading);
        long back = Math.max(reading.backMillis(), length) + length;
        long from = Math.max(0, Math.floorDiv(reading.steps().startMillis() - back, length) * length);
        long to = Math.max(from, Math.floorDiv(reading.steps().last(), length) * length);
        notes.add("answered from windows of " + WindowText.of(length)
                + ": a plain selector shows the average of each; for samples ask for a day or less");
        List<Track> tracks = new ArrayList<>();
        for (int first = 0; first < series.size(); first += HistoryQueries.MAX_SERIES) {
            budget.check();
            List<Found> some = series.subList(first, Math.min(series.size(), first + HistoryQueries.MAX_SERIES));
            List<Series.DownSampled> read = store.buckets(names(some), new TimeRange(from, to), length);
            for (int i = 0; i < some.size(); i++) {
                List<Series.Bucket> buckets = read.get(i).buckets();
                budget.keep(6L * buckets.size());
                Track track =
                        WindowTracks.of(some.get(i).labels(), field, read.get(i).widthMillis(), buckets, reading.use());
                if (track.size() > 0) {
                    tracks.add(track);
                }
            }
        }
        return tracks;
    }
}
