package io.anomalyradar.app.up;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.anomalyradar.app.command.CommandFailure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortChecksTest {

    /** It was said that another program had taken the port. */
    @ParameterizedTest
    @CsvSource({"no-such-host.invalid, is unknown", "192.0.2.1, is no address of this machine"})
    void addressOfNobodyOrAnother_isNamed_notThePort(String address, String reason) {
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> PortChecks.requireOwnAddress(address))
                .withMessageContaining("server.bind-address " + address + " " + reason);
    }
}
