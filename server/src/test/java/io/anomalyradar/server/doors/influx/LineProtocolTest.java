package io.anomalyradar.server.doors.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.server.doors.influx.LineProtocol.InvalidLine;
import io.anomalyradar.server.doors.influx.LineProtocol.Line;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineProtocolTest {
    @Test
    void line_hasItsParts() throws InvalidLine {
        Line line =
                LineProtocol.parse("weather,location=us-midwest,season=summer temperature=82,humidity=71i 1465839830");

        assertThat(line.measurement()).isEqualTo("weather");
        assertThat(line.tags()).isEqualTo(Map.of("location", "us-midwest", "season", "summer"));
        assertThat(line.numbers()).isEqualTo(Map.of("temperature", 82.0, "humidity", 71.0));
        assertThat(line.timestamp()).isEqualTo(1_465_839_830L);
    }

    /** The examples of special characters in InfluxDB's reference, and what they mean. */
    @Test
    void specialCharacters_areUnescaped() throws InvalidLine {
        Line line =
                LineProtocol.parse("wea\\,the\\ r,loc\\,ation\\ a=us\\,mid\\ west\\=x,path=C:\\temp temp\\ e\\=r=82");

        assertThat(line.measurement()).isEqualTo("wea,the r");
        assertThat(line.tags()).isEqualTo(Map.of("loc,ation a", "us,mid west=x", "path", "C:\\temp"));
        assertThat(line.numbers()).containsOnlyKeys("temp e=r");
        assertThat(line.timestamp()).isNull();
    }

    @Test
    void texts_areLeftOut_whateverIsInThem() throws InvalidLine {
        Line line = LineProtocol.parse("m a=\"x, y=\\\"1\\\" \\\\\",b=2");

        assertThat(line.numbers()).isEqualTo(Map.of("b", 2.0));
    }

    @ParameterizedTest
    @CsvSource({
        "1,1",
        "-1.5e3,-1500",
        "+2.,2",
        ".5,.5",
        "3i,3",
        "18446744073709551615u,18446744073709551615",
        "t,1",
        "TRUE,1",
        "false,0",
        "F,0"
    })
    void values_areNumbers(String text, double value) throws InvalidLine {
        assertThat(LineProtocol.parse("m v=" + text).numbers()).isEqualTo(Map.of("v", value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m",
                "m ",
                ",tag=a v=1",
                "m,tag v=1",
                "m,tag= v=1",
                "m,a=1,a=2 v=1",
                "m v",
                "m v=",
                "m v=1,",
                "m v=abc",
                "m v=0x1p3",
                "m v=NaN",
                "m v=1d",
                "m v=1 2 3",
                "m v=1 1.5",
                "m v=1 99999999999999999999",
                "m v=\"open",
                "m v=\"open\\",
            })
    void notLineProtocol_isRefusedWithThePosition(String line) {
        assertThatThrownBy(() -> LineProtocol.parse(line))
                .isInstanceOf(InvalidLine.class)
                .hasMessageStartingWith("at character ");
    }

    @Test
    void anyText_isParsedOrRefused() {
        Random random = new Random(7);
        String letters = "ab,= \\\"1i.-t\u00fc";
        for (int i = 0; i < 200_000; i++) {
            StringBuilder line = new StringBuilder(random.nextBoolean() ? "m,a=b v=1" : "");
            int length = random.nextInt(20);
            for (int j = 0; j < length; j++) {
                line.insert(random.nextInt(line.length() + 1), letters.charAt(random.nextInt(letters.length())));
            }
            try {
                assertThat(LineProtocol.parse(line.toString()).measurement()).isNotEmpty();
            } catch (InvalidLine refused) {
                assertThat(refused).hasMessageStartingWith("at character ");
            }
        }
    }
}
