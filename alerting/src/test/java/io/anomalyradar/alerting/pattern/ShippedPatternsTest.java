package io.anomalyradar.alerting.pattern;

import static io.anomalyradar.alerting.pattern.Inputs.anomaly;
import static io.anomalyradar.alerting.pattern.Inputs.event;
import static io.anomalyradar.alerting.pattern.Inputs.matches;
import static io.anomalyradar.alerting.pattern.Inputs.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.alert.MachinePosition;
import io.anomalyradar.model.control.EventPattern;
import io.anomalyradar.model.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShippedPatternsTest {
    private static final int MINUTE = 60_000;

    private static EventPattern shipped(String id) {
        return ShippedPatterns.all().stream()
                .filter(pattern -> pattern.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static PatternInput login(int second, String outcome) {
        return event(second * 1_000L, "login", "outcome", outcome, "ip", "10.0.0.9");
    }

    @Test
    void bruteForceLogin_isFiveFailuresThenSuccessWithinFiveMinutes() throws SettingsException {
        PatternInput[] attack = {
            login(1, "failure"),
            login(2, "failure"),
            login(3, "failure"),
            login(4, "failure"),
            login(5, "failure"),
            login(6, "failure"),
            login(9, "success")
        };
        PatternInput[] typos = {login(1, "failure"), login(2, "failure"), login(9, "success")};
        PatternInput[] slow = {
            login(1, "failure"),
            login(2, "failure"),
            login(3, "failure"),
            login(4, "failure"),
            login(5, "failure"),
            login(400, "success")
        };

        assertThat(matches(shipped("brute-force-login"), attack))
                .singleElement()
                .satisfies(match -> {
                    assertThat(match.inputs()).isEqualTo(6);
                    assertThat(match.explanation())
                            .startsWith(
                                    "failures: 5 times, last login at 1970-01-01T00:00:05Z (ip=10.0.0.9, outcome=failure);"
                                            + " success: login at 1970-01-01T00:00:09Z");
                });
        assertThat(matches(shipped("brute-force-login"), typos)).isEmpty();
        assertThat(matches(shipped("brute-force-login"), slow)).isEmpty();
    }

    @Test
    void sqlInjection_isAProbeThenSuccessOnTheSamePath() throws SettingsException {
        PatternInput probe = event(1_000, "request", "path", "/item", "query", "id=1' OR 1=1 --", "status", 500);
        PatternInput second = event(2_000, "request", "path", "/item", "query", "id=1 UNION SELECT 1", "status", 403);
        PatternInput success =
                event(3_000, "request", "path", "/item", "query", "id=1 union all select card", "status", 200);
        PatternInput elsewhere =
                event(3_000, "request", "path", "/other", "query", "id=1 union all select card", "status", 200);
        PatternInput ordinary = event(3_000, "request", "path", "/item", "query", "id=7", "status", 200);

        assertThat(matches(shipped("sql-injection"), probe, second, success)).hasSize(1);
        assertThat(matches(shipped("sql-injection"), probe, elsewhere, ordinary))
                .isEmpty();
        assertThat(matches(shipped("sql-injection"), ordinary, success)).isEmpty();
    }

    @Test
    void orderWorkflow_missesTheStepThatDoesNotCome() throws SettingsException {
        PatternInput placed = event(0, "order.placed");
        PatternInput paid = event(29 * MINUTE, "order.paid");
        PatternInput tooLate = event(31 * MINUTE, "order.paid");
        PatternInput cancelled = event(5 * MINUTE, "order.cancelled");
        PatternInput shipped = event(40 * MINUTE, "order.shipped");

        assertThat(matches(shipped("order-not-paid"), placed))
                .singleElement()
                .satisfies(match -> assertThat(match.decidedMillis()).isGreaterThanOrEqualTo(30 * MINUTE));
        assertThat(matches(shipped("order-not-paid"), placed, tooLate)).hasSize(1);
        assertThat(matches(shipped("order-not-paid"), placed, paid)).isEmpty();
        assertThat(matches(shipped("order-not-paid"), placed, cancelled)).isEmpty();
        assertThat(matches(shipped("shipped-before-paid"), placed, shipped)).hasSize(1);
        assertThat(matches(shipped("shipped-before-paid"), placed, paid, shipped))
                .isEmpty();
    }

    @Test
    void pumpCavitation_isPressureThatFallsThenVibrationThatRises_withinAMinute() throws SettingsException {
        PatternInput falls = sample(10_000, "inlet_pressure", 1.0, 2.0, 3.0);
        PatternInput rises = sample(50_000, "vibration", 9.0, 1.0, 4.0);
        PatternInput late = sample(71_000, "vibration", 9.0, 1.0, 4.0);

        assertThat(matches(shipped("pump-cavitation"), falls, rises)).hasSize(1);
        assertThat(matches(shipped("pump-cavitation"), falls, late)).isEmpty();
        assertThat(matches(shipped("pump-cavitation"), rises, sample(60_000, "inlet_pressure", 1.0, 2.0, 3.0)))
                .isEmpty();
    }

    @Test
    void fraud_isALargePurchaseInAnotherPlace() throws SettingsException {
        PatternInput usual = event(0, "purchase", "amount", 45, "country", "DE");
        PatternInput abroad = event(MINUTE, "purchase", "amount", 900, "country", "BR");
        PatternInput atHome = event(MINUTE, "purchase", "amount", 900, "country", "DE");

        assertThat(matches(shipped("card-fraud"), usual, abroad)).hasSize(1);
        assertThat(matches(shipped("card-fraud"), usual, atHome)).isEmpty();
        assertThat(matches(
                        shipped("card-fraud"),
                        usual,
                        event(2 * 60 * MINUTE, "purchase", "amount", 900, "country", "BR")))
                .isEmpty();
    }

    @Test
    void orderWorkflow_alertsWhileAnOrderDoesNotGoOn() throws SettingsException {
        List<MachinePosition> moves = new ArrayList<>();
        List<PatternMatch> alerts = Inputs.found(
                shipped("order-workflow"),
                moves::add,
                event(0, "order.placed"),
                event(45 * MINUTE, "order.paid"),
                event(90 * MINUTE, "order.shipped"));

        assertThat(moves).extracting(MachinePosition::state).containsExactly("placed", "unpaid", "paid", "shipped");
        assertThat(moves).extracting(MachinePosition::sinceMillis).contains(30L * MINUTE);
        assertThat(moves.get(3).ended()).isTrue();
        assertThat(alerts)
                .extracting(PatternMatch::phase)
                .containsExactly(PatternMatch.Phase.BEGUN, PatternMatch.Phase.OVER);
        assertThat(alerts)
                .extracting(PatternMatch::id)
                .containsOnly(alerts.get(0).id());
        assertThat(alerts.get(1).endMillis()).isEqualTo(45L * MINUTE);
        assertThat(alerts.get(0).explanation()).startsWith("unpaid since 1970-01-01T00:30:00Z");
    }

    @Test
    void failingBearing_isTwoOfItsSignals_inAnyOrder() throws SettingsException {
        PatternInput hot = anomaly(MINUTE, "bearing_temperature");
        PatternInput shaking = anomaly(5 * MINUTE, "vibration_x");

        assertThat(matches(shipped("failing-bearing"), hot, shaking)).hasSize(1);
        assertThat(matches(shipped("failing-bearing"), hot, anomaly(2 * MINUTE, "oil_temperature")))
                .isEmpty();
        assertThat(matches(shipped("failing-bearing"), hot, anomaly(12 * MINUTE, "vibration_x")))
                .isEmpty();
    }
}
