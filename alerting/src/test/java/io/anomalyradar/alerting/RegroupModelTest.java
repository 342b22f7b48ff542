package io.anomalyradar.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.alert.Incident;
import io.anomalyradar.model.alert.IncidentState;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.model.control.IncidentPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Incidents that people merge and split in any order, while alerts come and go and the job restarts. */
class RegroupModelTest {
    private static final int ALERTS = 12;

    private enum Kind {
        FIRE,
        RESOLVE,
        MERGE,
        SPLIT,
        PAUSE,
        RESTART
    }

    private record Step(Kind kind, int one, int other) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> numbers = Arbitraries.integers().between(0, ALERTS - 1);
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(6, Kind.FIRE),
                                Tuple.of(2, Kind.RESOLVE),
                                Tuple.of(2, Kind.MERGE),
                                Tuple.of(3, Kind.SPLIT),
                                Tuple.of(1, Kind.PAUSE),
                                Tuple.of(1, Kind.RESTART)),
                        numbers,
                        numbers)
                .as(Step::new)
                .list()
                .ofMinSize(10)
                .ofMaxSize(80);
    }

    @Property(tries = 1_000)
    void everyAlert_belongsToOneIncident_andEachIncidentEndsOnce(@ForAll("steps") List<Step> steps) throws IOException {
        AreaUnderTest area = new AreaUnderTest(new IncidentPolicy(3, 300_000));
        List<String> fired = new ArrayList<>();
        long now = 1_000;
        for (Step step : steps) {
            now += 1_500;
            area.pass(now);
            switch (step.kind()) {
                case FIRE -> {
                    fired.add("a" + fired.size());
                    area.fire(fired.get(fired.size() - 1), "pump-" + step.one() % 5, now);
                }
                case RESOLVE -> resolve(area, fired, step.one(), now);
                case MERGE -> merge(area, step, now);
                case SPLIT -> split(area, step, now);
                case PAUSE -> now += 400_000;
                case RESTART -> area.restart();
            }
            openCountsAreThoseOfTheMembers(area);
        }
        for (int i = 0; i < fired.size(); i++) {
            resolve(area, fired, i, now + 1_000);
        }

        assertThat(area.state.incidents).isEmpty();
        assertThat(area.state.members).isEmpty();
        assertThat(area.state.devices).isEmpty();
        assertThat(area.keys()).doesNotHaveDuplicates();
        endsAreNotified(area);
    }

    private static void resolve(AreaUnderTest area, List<String> fired, int number, long now) {
        if (number < fired.size() && area.isOpen(fired.get(number))) {
            area.resolve(fired.get(number), now);
        }
    }

    private static List<Incident> declared(AreaUnderTest area) {
        return area.state.incidents.values().stream()
                .filter(incident -> incident.revision() > 0)
                .toList();
    }

    private static void merge(AreaUnderTest area, Step step, long now) {
        List<Incident> open = declared(area);
        if (open.size() > 1) {
            Incident into = open.get(step.one() % open.size());
            Incident from = open.get(step.other() % open.size());
            assertThat(area.merge(into.id(), from.id(), now))
                    .isEqualTo(!into.id().equals(from.id()));
        }
    }

    private static void split(AreaUnderTest area, Step step, long now) {
        List<Incident> open = declared(area);
        if (open.isEmpty()) {
            return;
        }
        Incident incident = open.get(step.one() % open.size());
        String alert =
                incident.members().get(step.other() % incident.members().size()).alert();
        boolean isPossible = area.isOpen(alert)
                && !alert.equals(incident.lead().id())
                && incident.counts().open() > 1;
        assertThat(area.split(incident.id(), now, alert)).isEqualTo(isPossible);
    }

    private static void openCountsAreThoseOfTheMembers(AreaUnderTest area) {
        Map<String, Integer> open = new HashMap<>();
        area.state.members.values().forEach(known -> open.merge(known.incident(), 1, Integer::sum));
        for (Incident incident : area.state.incidents.values()) {
            assertThat(incident.counts().open()).isEqualTo(open.getOrDefault(incident.id(), 0));
            assertThat(incident.counts().alerts())
                    .isGreaterThanOrEqualTo(incident.counts().open());
            assertThat(incident.counts().devices()).isPositive();
        }
    }

    private static void endsAreNotified(AreaUnderTest area) {
        Map<String, NotifiedChange> last = new HashMap<>();
        for (Notice notice : area.notices) {
            NotifiedChange before = last.put(notice.subject(), notice.change());
            assertThat(before == null).isEqualTo(notice.change() == NotifiedChange.OPENED);
        }
        assertThat(last.values()).allMatch(change -> change == NotifiedChange.ENDED);
        Map<String, Incident> newest = new HashMap<>();
        for (Incident incident : area.incidents) {
            Incident before = newest.put(incident.id(), incident);
            assertThat(incident.revision()).isEqualTo(before == null ? 1 : before.revision() + 1);
        }
        assertThat(newest.values()).allMatch(incident -> incident.state() == IncidentState.RESOLVED);
    }
}
