package io.anomalyradar.app.simulate;

import io.anomalyradar.model.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the users of a shop do: they log in, look, click, buy and leave, in sessions. One event at a steady pace, each of
 * a session that is chosen at random; attacks are added in between, each once every {@value #ATTACK_EVERY} events. The
 * same seed gives the same events. Not thread-safe.
 */
public final class Activity {
    /** How many events there are from one attack to the next. */
    static final int ATTACK_EVERY = 3_000;
    /** Events before the first attack. */
    static final int QUIET_EVENTS = 500;

    private static final int SESSIONS = 40;
    private static final String[] COUNTRIES = {"DE", "FR", "US", "BR", "JP"};
    private static final String[] PAGES = {"/", "/search", "/item/7", "/item/12", "/cart", "/account"};

    private final Randomness random;
    private final int users;
    private final List<AttackKind> attacks;
    private final List<Session> sessions = new ArrayList<>();
    private final PriorityQueue<Scripted> scripted = new PriorityQueue<>();
    private long count;
    private long orders;
    private int attacked;

    /** An event of an attack; those of one time in the order in which they were written. */
    private record Scripted(long atMillis, long number, Event event) implements Comparable<Scripted> {
        @Override
        public int compareTo(Scripted other) {
            int byTime = Long.compare(atMillis, other.atMillis);
            return byTime == 0 ? Long.compare(number, other.number) : byTime;
        }
    }

    /** One visit of one user. */
    private static final class Session {
        private final int user;
        private final String id;
        private int steps;
        private boolean isLoggedIn;

        private Session(int user, String id) {
            this.user = user;
            this.id = id;
        }
    }

    /** @param attacks in turn; none: nobody attacks */
    public Activity(long seed, int users, List<AttackKind> attacks) {
        if (users < 1 || users > 1_000_000) {
            throw new IllegalArgumentException("--users must be between 1 and 1000000, was " + users);
        }
        this.random = new Randomness(seed);
        this.users = users;
        this.attacks = List.copyOf(attacks);
        for (int i = 0; i < SESSIONS; i++) {
            sessions.add(newSession());
        }
    }

    /** The events that happen until {@code millis}, which does not decrease: one of a user, and those of attacks. */
    public List<Event> until(long millis) {
        List<Event> events = new ArrayList<>();
        if (!attacks.isEmpty() && count >= QUIET_EVENTS && (count - QUIET_EVENTS) % ATTACK_EVERY == 0) {
            attack(attacks.get(attacked++ % attacks.size()), millis);
        }
        while (!scripted.isEmpty() && scripted.peek().atMillis() <= millis) {
            events.add(scripted.remove().event());
        }
        int chosen = random.between(0, SESSIONS - 1);
        Session session = sessions.get(chosen);
        events.add(next(session, millis));
        if (session.steps < 0) {
            sessions.set(chosen, newSession());
        }
        count++;
        return events;
    }

    private Session newSession() {
        return new Session(random.between(0, users - 1), Long.toHexString(random.nextLong()));
    }

    private static String user(int number) {
        return String.format(Locale.ROOT, "user-%04d", number);
    }

    private static String country(int user) {
        return COUNTRIES[user % COUNTRIES.length];
    }

    private Event next(Session session, long millis) {
        SortedMap<String, Object> attributes = new TreeMap<>();
        attributes.put("session", session.id);
        attributes.put("country", country(session.user));
        int step = session.steps++;
        if (!session.isLoggedIn) {
            boolean isMistyped = step == 0 && random.uniform() < 0.05;
            session.isLoggedIn = !isMistyped;
            attributes.put("outcome", isMistyped ? "failure" : "success");
            return event("login", user(session.user), millis, attributes);
        }
        double what = random.uniform();
        if (step > 4 && what < 0.15) {
            session.steps = -1;
            return event("logout", user(session.user), millis, attributes);
        }
        if (step > 2 && what < 0.25) {
            attributes.put("amount", Math.rint(100 * random.between(5.0, 95.0)) / 100);
            attributes.put("order", "o-" + orders++);
            return event("purchase", user(session.user), millis, attributes);
        }
        String page = PAGES[random.between(0, PAGES.length - 1)];
        attributes.put("path", page);
        return event(what < 0.6 ? "view" : "click", user(session.user), millis, attributes);
    }

    private static Event event(String type, String key, long millis, SortedMap<String, Object> attributes) {
        return new Event(type, key, millis, null, attributes);
    }

    private void attack(AttackKind kind, long millis) {
        int victim = random.between(0, users - 1);
        String address = "198.51.100." + random.between(1, 254);
        switch (kind) {
            case BRUTE_FORCE -> {
                for (int i = 0; i <= 6; i++) {
                    script(
                            millis + 500L * i,
                            "login",
                            user(victim),
                            "outcome",
                            i < 6 ? "failure" : "success",
                            "ip",
                            address);
                }
            }
            case SQL_INJECTION -> {
                request(millis, address, "id=7'", 500);
                request(millis + 700, address, "id=7' OR 1=1 --", 500);
                request(millis + 1_500, address, "id=7 UNION SELECT 1,2", 403);
                request(millis + 3_000, address, "id=7 UNION ALL SELECT card,cvv FROM cards", 200);
            }
            case FRAUD -> {
                script(millis, "purchase", user(victim), "amount", 24.9, "country", country(victim));
                script(millis + 4_000, "purchase", user(victim), "amount", 1_890.0, "country", country(victim + 1));
            }
        }
    }

    private void request(long millis, String address, String query, double status) {
        script(millis, "request", address, "path", "/item", "query", query, "status", status);
    }

    private void script(long millis, String type, String key, Object... namesAndValues) {
        SortedMap<String, Object> attributes = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            attributes.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        scripted.add(new Scripted(millis, scripted.size(), event(type, key, millis, attributes)));
    }
}
