package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintTest {

    @Test
    void bytes_areMixedAsPublished() {
        // FNV-1a of seven zero bytes and the letter a, by the definition
        int expected = 0x811c9dc5;
        for (int octet : new int[] {0, 0, 0, 0, 0, 0, 0, 'a'}) {
            expected = (expected ^ octet) * 16777619;
        }

        assertThat(new Fingerprint().add('a').value()).isEqualTo(expected);
    }

    @Test
    void orderAndKind_matter() {
        int whole = new Fingerprint().add(1L).add(2L).value();

        assertThat(new Fingerprint().add(2L).add(1L).value()).isNotEqualTo(whole);
        assertThat(new Fingerprint().add(1.0).add(2.0).value()).isNotEqualTo(whole);
    }
}
