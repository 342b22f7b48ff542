package io.anomalyradar.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Several series over a range of time: plans which rows answer, and has a database read them. A question asks for names,
 * bounds, counts, samples and buckets once each, whatever the range and the number of series.
 */
public final class SeriesAnswers<E extends Exception> {
    private static final Series.Raw NOTHING = new Series.Raw(List.of());

    private final SeriesTables<E> tables;

    /** A series with rows in the range. */
    private record Planned(TimeRange span, SeriesPlan plan, @Nullable RollUpRange samples) {}

    public SeriesAnswers(SeriesTables<E> tables) {
        this.tables = tables;
    }

    /** As {@link HistoryQueries#series(List, TimeRange, int)}. */
    public List<Series> series(List<SeriesName> names, TimeRange range, int points) throws E {
        List<@Nullable Integer> ids = tables.numbers(names);
        Map<Integer, Planned> plans = new LinkedHashMap<>();
        Map<Integer, Set<RollUpRange>> counted = new LinkedHashMap<>();
        tables.bounds(known(ids)).forEach((id, bounds) -> {
            TimeRange span = bounds.within(range);
            if (span.fromMillis() < span.toMillis()) {
                Planned planned = planned(bounds, span, points);
                Set<RollUpRange> segments = new LinkedHashSet<>(planned.plan.segments());
                if (planned.samples != null) {
                    segments.add(planned.samples);
                }
                plans.put(id, planned);
                counted.put(id, segments);
            }
        });
        Map<Integer, Series> found = answer(plans, counts(counted), points);
        return ids.stream()
                .map(id -> id == null ? NOTHING : found.getOrDefault(id, NOTHING))
                .toList();
    }

    private static Planned planned(SeriesBounds bounds, TimeRange span, int points) {
        long length = span.toMillis() - span.fromMillis();
        Step wanted = Step.within(Math.max((length + points - 1) / points, 1));
        return new Planned(
                span,
                new SeriesPlan(bounds, Step.DAY, wanted, span),
                length <= HistoryQueries.RAW_MILLIS
                        ? new RollUpRange(Step.RAW, span.fromMillis(), span.toMillis())
                        : null);
    }

    private Map<Integer, Series> answer(Map<Integer, Planned> plans, SegmentCounts counts, int points) throws E {
        List<SegmentPart> raw = new ArrayList<>();
        List<BucketQuestion> questions = new ArrayList<>();
        plans.forEach((id, planned) -> {
            SeriesPlan.Chosen chosen =
                    planned.plan.choose(segment -> counts.of(id, segment).inOrder());
            Step step = chosen.step();
            TimeRange span = planned.span;
            SegmentExtent samples = null;
            if (step == Step.RAW) {
                samples = chosen.segments().stream()
                        .map(segment -> counts.of(id, segment))
                        .reduce(SegmentExtent.NONE, SegmentExtent::and);
            } else if (planned.samples != null) {
                samples = counts.of(id, planned.samples);
            }
            if (samples != null && samples.samples() <= points && samples.inOrder() >= chosen.samples()) {
                raw.add(new SegmentPart(id, id, new RollUpRange(Step.RAW, span.fromMillis(), span.toMillis())));
            } else {
                BucketGrid grid = step == Step.RAW && samples != null
                        ? BucketGrid.of(step, samples.first(), samples.last(), points)
                        : BucketGrid.of(step, span.fromMillis(), span.toMillis() - 1, points);
                questions.add(new BucketQuestion(id, chosen.segments(), grid));
            }
        });
        Map<Integer, Series> found = new HashMap<>(samples(raw));
        List<Series.DownSampled> buckets = tables.buckets(questions);
        for (int i = 0; i < questions.size(); i++) {
            found.put(questions.get(i).series(), buckets.get(i));
        }
        return found;
    }

    private Map<Integer, Series.Raw> samples(List<SegmentPart> parts) throws E {
        Map<Integer, Series.Raw> answers = new HashMap<>();
        if (!parts.isEmpty()) {
            tables.samples(parts).forEach((id, all) -> answers.put(id, new Series.Raw(all)));
        }
        return answers;
    }

    private SegmentCounts counts(Map<Integer, Set<RollUpRange>> segments) throws E {
        List<SegmentPart> parts = new ArrayList<>();
        segments.forEach(
                (series, all) -> all.forEach(segment -> parts.add(new SegmentPart(parts.size(), series, segment))));
        return new SegmentCounts(parts, parts.isEmpty() ? Map.of() : tables.extents(parts));
    }

    /** As {@link HistoryQueries#buckets}. */
    public List<Series.DownSampled> buckets(List<SeriesName> names, TimeRange range, long stepMillis) throws E {
        Step step = Step.dividing(stepMillis);
        List<@Nullable Integer> ids = tables.numbers(names);
        Map<Integer, SeriesBounds> bounds = tables.bounds(known(ids));
        Map<Integer, SeriesPlan> plans = new LinkedHashMap<>();
        Map<Integer, Set<RollUpRange>> counted = new LinkedHashMap<>();
        bounds.forEach((id, known) -> {
            SeriesPlan plan = new SeriesPlan(known, step, step, known.within(range));
            plans.put(id, plan);
            counted.put(id, step == Step.RAW ? Set.of() : plan.segments()); // samples have no alternative
        });
        SegmentCounts counts = counts(counted);
        List<BucketQuestion> questions = new ArrayList<>();
        for (Integer id : ids) {
            SeriesPlan plan = id == null ? null : plans.get(id);
            if (id == null || plan == null) {
                questions.add(new BucketQuestion(0, List.of(), new BucketGrid(Step.RAW, 0, stepMillis)));
            } else {
                SeriesPlan.Chosen chosen =
                        plan.choose(segment -> counts.of(id, segment).inOrder());
                questions.add(new BucketQuestion(id, chosen.segments(), new BucketGrid(chosen.step(), 0, stepMillis)));
            }
        }
        return tables.buckets(questions);
    }

    private static Set<Integer> known(List<@Nullable Integer> ids) {
        Set<Integer> known = new LinkedHashSet<>();
        for (Integer id : ids) {
            if (id != null) {
                known.add(id);
            }
        }
        return known;
    }
}
