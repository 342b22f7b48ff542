package io.anomalyradar.alerting.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.alerting.cause.ProbableCause.Candidate;
import io.anomalyradar.alerting.cause.ProbableCause.Verdict;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class CauseAnalysisTest {
    private static final String LATENCY = "latency";

    @Test
    void deepestDeviceWhoseSourcesDoNotExplainIt_isTheCause() {
        ProbableCause cause = new World("shop")
                .calls("shop", "payment")
                .calls("payment", "database")
                .unusual("shop", LATENCY, 100, 120)
                .unusual("payment", LATENCY, 50, 90)
                .usual("database", LATENCY, 5)
                .cause();

        assertThat(cause.verdict()).isEqualTo(Verdict.FOUND);
        Candidate first = cause.candidates().get(0);
        assertThat(first.device()).isEqualTo("payment");
        assertThat(first.metric()).isEqualTo(LATENCY);
        assertThat(first.path()).containsExactly("shop", "payment");
        assertThat(first.score()).isCloseTo(1, within(0.01));
        assertThat(first.reasons())
                .anyMatch(reason -> reason.startsWith("latency is 90, usually 50"))
                .contains("accounts for 100 % of the change on shop");
    }

    @Test
    void changeThatItsSourcesExplain_isPassedOnToThem() {
        ProbableCause cause = new World("shop")
                .calls("shop", "payment")
                .calls("payment", "database")
                .unusual("shop", LATENCY, 100, 140)
                .unusual("payment", LATENCY, 50, 90)
                .unusual("database", LATENCY, 5, 35)
                .cause();

        assertThat(cause.candidates()).extracting(Candidate::device).containsExactly("database", "payment");
        assertThat(cause.candidates().get(0).score()).isCloseTo(0.75, within(0.01)); // 30 of 40
        assertThat(cause.candidates().get(0).reasons()).contains("through payment");
    }

    @Test
    void nothingAroundIsUnusual_evidenceIsInsufficient() {
        ProbableCause cause = new World("shop")
                .calls("shop", "payment")
                .unusual("shop", LATENCY, 100, 200)
                .usual("payment", LATENCY, 50)
                .cause();

        assertThat(cause.verdict()).isEqualTo(Verdict.INSUFFICIENT_EVIDENCE);
        assertThat(cause.candidates()).isEmpty();
        assertThat(cause.own()).isEqualTo(1);
    }

    @Test
    void sourceThatExplainsTheLesserPart_isShownButNotAccused() {
        ProbableCause cause = new World("shop")
                .calls("shop", "payment")
                .unusual("shop", LATENCY, 100, 200)
                .unusual("payment", LATENCY, 50, 80)
                .cause();

        assertThat(cause.verdict()).isEqualTo(Verdict.INSUFFICIENT_EVIDENCE);
        assertThat(cause.candidates()).extracting(Candidate::device).containsExactly("payment");
    }

    @Test
    void trafficIsKnown_sourceThatServesFewRequestsExplainsLittle() {
        World world = new World("shop")
                .calls("shop", "payment")
                .calls("shop", "batch")
                .unusual("shop", LATENCY, 100, 140)
                .unusual("payment", LATENCY, 50, 130)
                .unusual("batch", LATENCY, 50, 450)
                .usual("shop", "requests", 1000)
                .usual("payment", "requests", 500)
                .usual("batch", "requests", 10);

        assertThat(world.cause().candidates())
                .extracting(Candidate::device)
                .first()
                .isEqualTo("payment");
    }

    @Test
    void deviceThatIsNotKnown_isLookedThrough() {
        ProbableCause cause = new World("shop")
                .calls("shop", "proxy")
                .calls("proxy", "payment")
                .unusual("shop", LATENCY, 100, 140)
                .unusual("payment", LATENCY, 50, 130)
                .cause();

        assertThat(cause.candidates().get(0).device()).isEqualTo("payment");
    }

    @Test
    void deviceFallsSilent_isTheCause_unlessItsOwnSourcesExplainTheSymptom() {
        World world = new World("line")
                .calls("line", "pump")
                .calls("pump", "power")
                .unusual("line", "flow", 100, 140)
                .silent("pump", "flow", 30)
                .usual("power", "voltage", 400);

        assertThat(world.cause("flow").candidates().get(0).device()).isEqualTo("pump");
        assertThat(world.cause("flow").candidates().get(0).metric()).isEmpty();

        world.unusual("power", "voltage", 400, 800);

        assertThat(world.cause("flow").candidates())
                .extracting(Candidate::device)
                .first()
                .isEqualTo("power");
    }

    @Test
    void deviceThatSendsNowAndThen_isNotSilent() {
        World world = new World("line").calls("line", "pump").unusual("line", "flow", 100, 140);
        double[] usual = World.around(30);
        IntStream.range(0, usual.length / 10).forEach(i -> usual[i * 10] = Double.NaN);
        world.put("pump", new CauseSeries("flow", usual, World.all(Double.NaN)));

        assertThat(world.cause("flow").candidates()).isEmpty();
    }

    @Test
    void deviceHasOtherMetrics_itsMostUnusualOneIsCompared() {
        ProbableCause cause = new World("line")
                .calls("line", "motor")
                .unusual("line", "flow", 100, 140)
                .usual("motor", "current", 7)
                .unusual("motor", "vibration", 10, 1)
                .cause("flow");

        assertThat(cause.candidates().get(0).metric()).isEqualTo("vibration");
    }

    @Test
    void whoBeganEarlier_isSaid() {
        World world = new World("shop").calls("shop", "payment").unusual("shop", LATENCY, 100, 140);
        double[] now = World.all(50);
        now[0] = now[1] = now[2] = now[3] = now[4] = 130;
        world.put("payment", new CauseSeries(LATENCY, World.around(50), now));

        assertThat(world.cause().candidates().get(0).reasons()).contains("began 2 minutes earlier");
    }

    @Test
    void devicesDependOnEachOther_itEnds() {
        ProbableCause cause = new World("a")
                .calls("a", "b")
                .calls("b", "c")
                .calls("c", "a")
                .calls("c", "b")
                .unusual("a", LATENCY, 10, 20)
                .unusual("b", LATENCY, 10, 20)
                .unusual("c", LATENCY, 10, 20)
                .cause();

        assertThat(cause.candidates().get(0).device()).isEqualTo("c");
    }

    @Test
    void severalSymptoms_deviceToWhichTheyLead_isTheCause_thoughItIsOneOfThem() {
        World world = new World("shop")
                .calls("shop", "database")
                .calls("search", "database")
                .unusual("shop", LATENCY, 100, 140)
                .unusual("search", LATENCY, 20, 60)
                .unusual("database", LATENCY, 5, 45);

        ProbableCause cause = world.causeOf("database", "shop", "search");

        assertThat(cause.verdict()).isEqualTo(Verdict.FOUND);
        assertThat(cause.candidates()).extracting(Candidate::device).containsExactly("database");
        assertThat(cause.candidates().get(0).score()).isCloseTo(1, within(0.01));
    }

    @Test
    void severalSymptomsWithNothingInCommon_evidenceIsInsufficient() {
        ProbableCause cause = new World("shop")
                .unusual("shop", LATENCY, 100, 140)
                .unusual("search", LATENCY, 20, 60)
                .causeOf("shop", "search");

        assertThat(cause.verdict()).isEqualTo(Verdict.INSUFFICIENT_EVIDENCE);
        assertThat(cause.candidates()).isEmpty();
        assertThat(cause.own()).isEqualTo(1);
    }

    @Test
    void silentDevice_isExplainedByTheSilentOneThatContainsIt() {
        ProbableCause cause = new World("meter")
                .calls("meter", "site")
                .silent("meter", "power", 10)
                .silent("site", "power", 100)
                .cause("");

        assertThat(cause.verdict()).isEqualTo(Verdict.FOUND);
        assertThat(cause.candidates()).extracting(Candidate::device).containsExactly("site");
    }

    @Test
    void manyDevicesEachExplainALittle_nobodyIsAccused() {
        World world = new World("site").unusual("site", "power", 100, 1_000);
        for (int i = 0; i < 30; i++) {
            world.calls("site", "m" + i).unusual("m" + i, "temperature", 20, 20.5);
        }

        ProbableCause cause = world.cause("power");

        assertThat(cause.candidates()).isNotEmpty();
        assertThat(cause.verdict()).isEqualTo(Verdict.INSUFFICIENT_EVIDENCE);
    }

    @Test
    void symptomHasNoValuesOrNoSeries_evidenceIsInsufficient() {
        World world = new World("a").calls("a", "b").unusual("b", LATENCY, 10, 20);

        assertThat(world.cause().verdict()).isEqualTo(Verdict.INSUFFICIENT_EVIDENCE);

        world.silent("a", LATENCY, 10);

        assertThat(world.cause().verdict()).isEqualTo(Verdict.INSUFFICIENT_EVIDENCE);
    }

    /** All of a fleet in which each device depends on all others is unusual: the paths are countless. */
    @Property(tries = 3)
    void denseFleet_isJudgedInBoundedTime(@ForAll @IntRange(min = 40, max = 64) int devices) {
        World world = new World("0");
        for (int i = 0; i < devices; i++) {
            world.unusual(Integer.toString(i), LATENCY, 10, 20 + i);
            for (int j = 0; j < devices; j++) {
                world.calls(Integer.toString(i), Integer.toString(j));
            }
        }

        assertThat(world.cause().candidates()).isNotEmpty();
    }

    @Property(tries = 100)
    void blame_isNeverMoreThanOne_andDoesNotDependOnTheUnit(
            @ForAll @LongRange(min = 0, max = 100_000) long seed, @ForAll @IntRange(min = -20, max = 20) int exponent) {
        double scale = Math.pow(2, exponent);
        ProbableCause plain = World.random(seed, 1).cause();
        ProbableCause scaled = World.random(seed, scale).cause();

        double sum = plain.own()
                + plain.candidates().stream().mapToDouble(Candidate::score).sum();
        assertThat(sum).isBetween(0.5, 1 + 1e-9);
        assertThat(scaled.verdict()).isEqualTo(plain.verdict());
        assertThat(scaled.candidates())
                .extracting(Candidate::device)
                .containsExactlyElementsOf(
                        plain.candidates().stream().map(Candidate::device).toList());
    }
}
