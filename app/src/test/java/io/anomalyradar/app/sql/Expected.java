package io.anomalyradar.app.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.anomalyradar.model.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The answers of the shipped examples, computed from the events by plain loops. */
final class Expected {
    private static final long PAUSE = Duration.ofMinutes(30).toMillis();

    private final List<Event> events;
    private final Map<String, List<Event>> byUser;

    Expected(List<Event> events) {
        this.events = events;
        this.byUser = events.stream().collect(Collectors.groupingBy(Event::key, TreeMap::new, Collectors.toList()));
    }

    void check(ResultTopics results) {
        leaderboard(results.of("leaderboard"));
        sessions(results.of("sessions"));
        hours(results.of("hourly_users"), results.of("funnel"));
        cohorts(results.of("cohorts"));
    }

    private static String time(long millis) {
        String text = Instant.ofEpochMilli(millis).toString();
        return text.substring(0, text.length() - 1);
    }

    private void sessions(Map<String, JsonNode> found) {
        Map<String, String> expected = new TreeMap<>();
        byUser.forEach((user, all) -> {
            List<Event> session = new ArrayList<>();
            for (Event event : all) {
                if (!session.isEmpty()
                        && event.timestampMillis()
                                        - session.get(session.size() - 1).timestampMillis()
                                > PAUSE) {
                    put(user, session, expected);
                    session = new ArrayList<>();
                }
                session.add(event);
            }
            put(user, session, expected);
        });
        Map<String, String> shown = new TreeMap<>();
        found.forEach((key, row) -> {
            if (!key.startsWith("clock")) {
                shown.put(
                        key,
                        row.path("ended").asText() + " " + row.path("events").asLong() + " "
                                + row.path("purchases").asLong() + " "
                                + Math.round(100 * row.path("revenue").asDouble()));
            }
        });
        assertThat(shown).hasSizeGreaterThan(500).isEqualTo(expected);
    }

    private static void put(String user, List<Event> session, Map<String, String> into) {
        long purchases = session.stream()
                .filter(event -> event.type().equals("purchase"))
                .count();
        double revenue = session.stream().mapToDouble(Expected::amount).sum();
        long end = session.get(session.size() - 1).timestampMillis() + PAUSE;
        into.put(
                user + " " + time(session.get(0).timestampMillis()),
                time(end) + " " + session.size() + " " + purchases + " " + Math.round(100 * revenue));
    }

    private static double amount(Event event) {
        return event.attributes().get("amount") instanceof Double amount ? amount : 0;
    }

    private void hours(Map<String, JsonNode> users, Map<String, JsonNode> funnel) {
        Map<Long, List<Event>> byHour = events.stream()
                .collect(Collectors.groupingBy(
                        event -> event.timestampMillis() / 3_600_000, TreeMap::new, Collectors.toList()));
        assertThat(byHour).hasSizeGreaterThan(50);
        byHour.forEach((hour, all) -> {
            JsonNode row = present(users, hour);
            assertThat(row.path("events").asLong()).isEqualTo(all.size());
            long distinct = all.stream().map(Event::key).distinct().count();
            assertThat(row.path("users").asLong()).isCloseTo(distinct, within(Math.max(2, distinct / 12)));
            funnelOf(all, present(funnel, hour));
        });
    }

    private static JsonNode present(Map<String, JsonNode> rows, long hour) {
        JsonNode row = rows.get(time(hour * 3_600_000));
        if (row == null) {
            throw new AssertionError("there is no row for hour " + hour);
        }
        return row;
    }

    private static void funnelOf(List<Event> hour, JsonNode row) {
        Map<String, Long> logins = new HashMap<>();
        Set<String> looked = new HashSet<>();
        Set<String> bought = new HashSet<>();
        for (Event event : hour) {
            if (event.type().equals("login")
                    && "success".equals(event.attributes().get("outcome"))) {
                logins.putIfAbsent(event.key(), event.timestampMillis());
            } else if (logins.containsKey(event.key())) {
                if (event.type().equals("view") || event.type().equals("click")) {
                    looked.add(event.key());
                } else if (event.type().equals("purchase")) {
                    bought.add(event.key());
                }
            }
        }
        bought.retainAll(looked);
        assertThat(List.of(
                        row.path("logged_in").asInt(),
                        row.path("looked").asInt(),
                        row.path("bought").asInt()))
                .isEqualTo(List.of(logins.size(), looked.size(), bought.size()));
    }

    private static LocalDate day(Event event) {
        return Instant.ofEpochMilli(event.timestampMillis())
                .atZone(ZoneOffset.UTC)
                .toLocalDate();
    }

    private void leaderboard(Map<String, JsonNode> found) {
        Map<LocalDate, Map<String, Double>> revenue = new TreeMap<>();
        events.stream().filter(event -> event.type().equals("purchase")).forEach(event -> revenue.computeIfAbsent(
                        day(event), unknown -> new HashMap<>())
                .merge(event.key(), amount(event), Double::sum));
        Map<String, String> expected = new TreeMap<>();
        revenue.forEach((day, customers) -> {
            List<Map.Entry<String, Double>> best = customers.entrySet().stream()
                    .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                    .limit(10)
                    .toList();
            for (int i = 0; i < best.size(); i++) {
                expected.put(
                        day + " " + (i + 1),
                        best.get(i).getKey() + " "
                                + Math.round(100 * best.get(i).getValue()));
            }
        });
        Map<String, String> shown = new TreeMap<>();
        found.forEach((key, row) -> shown.put(
                key,
                row.path("customer").asText() + " "
                        + Math.round(100 * row.path("revenue").asDouble())));
        assertThat(shown).isEqualTo(expected);
    }

    private void cohorts(Map<String, JsonNode> found) {
        Map<String, Long> expected = new TreeMap<>();
        byUser.forEach((user, all) -> {
            LocalDate first = day(all.get(0));
            all.stream()
                    .map(Expected::day)
                    .distinct()
                    .forEach(day -> expected.merge(first + " " + ChronoUnit.DAYS.between(first, day), 1L, Long::sum));
        });
        Map<String, Long> shown = new TreeMap<>();
        found.forEach((key, row) -> shown.put(key, row.path("users").asLong()));
        shown.keySet().removeIf(key -> !expected.containsKey(key)); // the day of the last event, which closes windows
        assertThat(shown).hasSizeGreaterThan(4).isEqualTo(expected);
    }

    /** Rows of type and number, as the answer to a question has them. */
    List<String> commonestTypes(Instant before, int limit) {
        return events.stream()
                .filter(event -> event.timestampMillis() < before.toEpochMilli())
                .collect(Collectors.groupingBy(Event::type, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .limit(limit)
                .map(entry -> "[\"" + entry.getKey() + "\"," + entry.getValue() + "]")
                .toList();
    }
}
