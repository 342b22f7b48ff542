package io.anomalyradar.app.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.anomalyradar.app.csv.CsvOptions.Header;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as people have them: each is read right, or refused with what was seen and the option that mends it. */
class ForeignCsvTest {
    private static final long NOON = Instant.parse("2025-03-29T12:00:00Z").toEpochMilli();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Date;Time;Flow|2025-03-29;12:00:00",
                "Datum;Uhrzeit;Wert|29.03.2025;12:00:00",
                "Datum;Zeit;Wert|29.3.25;12:00",
                "Zeit;Temperatur|29.03.2025 12:00:00",
                "Fecha y hora;Valor|29/03/2025 12:00",
                "date;hour;v|2025/03/29;12:00:00 PM",
                "Timestamp (UTC);v|03/29/2025 12:00:00 PM",
                ";v|3/29/2025 12:00",
                "time;v|2025-03-29 12:00:00,000",
                "time;v|2025.03.29 12:00:00.000",
                "time;v|20250329T120000Z",
                "time;v|20250329120000",
                "time;v|20250329 120000",
                "time;v|29-Mar-2025 12:00:00",
                "time;v|29. März 2025 12:00",
                "time;v|Mar 29, 2025 12:00:00 PM",
                "time;v|29/Mar/2025:12:00:00 +0000",
                "time;v|Sat, 29 Mar 2025 12:00:00 GMT",
                "time;v|2025-03-29 13:00:00 CET",
                "time;v|2025-03-29T13:00+01:00",
                "time;v|2025-03-29 12:00:00 UTC",
                "ts;v|133877232000000000",
                "ts;v|638788464000000000",
                "ts;v|13387723200000000",
                "ts;v|1743249600",
                "ts;v|1743249600,0",
                "ts;v|1743249600000",
                "Date;v|45745,5",
            })
    void time_isReadInManyForms(String header, String cells) throws IOException {
        CsvTable table = open(header + "\n" + cells + ";1,5\n" + cells + ";2,5\n");

        List<CsvRow> rows = drain(table);

        assertThat(rows).extracting(CsvRow::timestampMillis).containsOnly(NOON);
        assertThat(rows).extracting(row -> row.values()[0]).containsExactly(1.5, 2.5);
    }

    @Test
    void julianDays_areTold_byTheirFraction() throws IOException {
        CsvTable table = open("time,v\n2460764.0,1\n2460764.5,2\n");

        assertThat(drain(table))
                .extracting(CsvRow::timestampMillis)
                .containsExactly(NOON, NOON + Duration.ofHours(12).toMillis());
    }

    @Test
    void midnightAs24_isTheNextDay() throws IOException {
        CsvTable table = open("Datum;Uhrzeit;v\n28.03.2025;24:00;1\n29.03.2025;00:15;2\n");

        assertThat(drain(table))
                .extracting(row -> Instant.ofEpochMilli(row.timestampMillis()).toString())
                .containsExactly("2025-03-29T00:00:00Z", "2025-03-29T00:15:00Z");
    }

    @Test
    void dayOrMonthFirst_isDecidedByTheWholeFile_orRefused() throws IOException {
        StringBuilder days = new StringBuilder("time,v\n");
        for (int day = 1; day <= 20; day++) {
            for (int i = 0; i < 40; i++) {
                days.append(String.format(Locale.ROOT, "%02d/03/2025 %02d:00,%d%n", day, i / 2, i));
            }
        }
        CsvTable late = open(days.toString());
        assertThat(late.layout().time()).extracting(CsvLayout.TimeColumn::form).isEqualTo(TimeForm.DAY_FIRST);

        StringBuilder course = new StringBuilder("time,v\n");
        for (int i = 0; i < 72; i++) {
            course.append(String.format(Locale.ROOT, "3/%d/2025 %d:00,%d%n", 4 + i / 24, i % 24, i));
        }
        assertThat(open(course.toString()).layout().time())
                .extracting(CsvLayout.TimeColumn::form)
                .isEqualTo(TimeForm.MONTH_FIRST);

        assertRefused(
                "time,v\n03/04/2025 12:00,1\n03/04/2025 13:00,2\n", "'03/04/2025 12:00'", "--time-format day-first");
        assertRefused("date,v\n01/02/2025,1\n01/03/2025,2\n01/04/2025,3\n", "'01/02/2025'", "--time-format day-first");
        CsvTable told = open("time,v\n03/04/2025 12:00,1\n", with("month-first", "UTC"));
        assertThat(Instant.ofEpochMilli(drain(told).get(0).timestampMillis())).hasToString("2025-03-04T12:00:00Z");
    }

    @Test
    void textThatLooksLikeATime_isNeverCountedAway() {
        assertRefused("when,v\n2025-W13-6 12:00,1\n2025-W13-6 13:00,2\n", "2025-W13-6 12:00", "--time-format");
        assertRefused("time,v\n12:00:00,1\n12:00:01,2\n", "time of day without a date", "--column-map time=");
        assertRefused("time,v\nfirst,1\nsecond,2\n", "'first'", "--time-format");
        assertRefused("ts,v\n3826094400,1\n3826094401,2\n", "the year 2091", "--time-format");
    }

    @Test
    void timeFormat_isAPatternOrAName() throws IOException {
        CsvTable pattern = open("when,v\n12h00 29.03.25,1\n", with("HH'h'mm dd.MM.yy", "UTC"));
        CsvTable labView = open("when,v\n3826094400,1\n", with("seconds-since-1904", "UTC"));

        assertThat(pattern.layout().time()).isNull(); // no name says that it is the time

        CsvOptions told = new CsvOptions(
                null,
                Header.DETECT,
                ColumnMap.of(List.of("time=when")),
                Duration.ofSeconds(1),
                null,
                null,
                "HH'h'mm dd.MM.yy",
                ZoneId.of("UTC"));
        assertThat(drain(open("when,v\n12h00 29.03.25,1\n", told)).get(0).timestampMillis())
                .isEqualTo(NOON);
        assertThat(drain(labView)).hasSize(1);
    }

    @Test
    void zone_knowsTheHoursThatAreSkippedAndTheHoursThatComeTwice() throws IOException {
        CsvTable spring = open(
                "time,v\n2025-03-30 01:30,1\n2025-03-30 02:30,2\n2025-03-30 03:30,3\n", with(null, "Europe/Berlin"));
        CsvTable autumn = open(
                "time,v\n2025-10-26 02:00,1\n2025-10-26 02:30,2\n2025-10-26 02:00,3\n2025-10-26 02:30,4\n2025-10-26 03:00,5\n",
                with(null, "Europe/Berlin"));

        assertThat(drain(spring)).extracting(CsvRow::isTimed).containsExactly(true, false, true);
        assertThat(spring.problems().examples())
                .singleElement()
                .asString()
                .contains(":3:", "'2025-03-30 02:30'", "--zone");
        assertThat(drain(autumn))
                .extracting(row ->
                        Instant.ofEpochMilli(row.timestampMillis()).toString().substring(11, 16))
                .containsExactly("00:00", "00:30", "01:00", "01:30", "02:00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.234,56|1234.56",
                "1 234,56|1234.56",
                "1.234.567|1234567",
                "-0,125|-0.125",
                "1e-3|0.001",
                "12|12",
                "1’234,5|1234.5"
            })
    void numbers_withDecimalComma(String cell, double value) throws IOException {
        CsvTable table = open("time;v\n2025-03-29 12:00;0,5\n2025-03-29 12:01;" + cell + "\n");

        assertThat(drain(table).get(1).values()).containsExactly(value);
        assertThat(table.problems().count()).isZero();
    }

    @Test
    void numbers_withGroups_inQuotes() throws IOException {
        CsvTable table = open("time,v,w\n2025-03-29 12:00,\"1,234.5\",\"12,345,678\"\n2025-03-29 12:01,2,3\n");

        assertThat(drain(table).get(0).values()).containsExactly(1234.5, 12_345_678);
    }

    @Test
    void numberThatMayBeTwo_isRefused_orReadAsTheOptionSays() throws IOException {
        String text = "time;v\n2025-03-29 12:00;1,234\n2025-03-29 12:01;2,345\n";

        assertRefused(text, "'1,234' (line 2)", "--decimal comma");
        CsvOptions comma = new CsvOptions(
                null,
                Header.DETECT,
                ColumnMap.DETECT,
                Duration.ofSeconds(1),
                null,
                NumberStyle.COMMA,
                null,
                ZoneId.of("UTC"));
        assertThat(drain(open(text, comma)).get(0).values()).containsExactly(1.234);
        assertRefused("Zeit;v\n29.03.2025 12:00;1.234\n29.03.2025 12:01;2.345\n", "'1.234'", "--decimal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bad", "No Data", "N/A", "-", "--", "NULL", "nan", "#DIV/0!", "I/O Timeout", "?"})
    void wordsForNoValue_areNone_andNoProblem(String word) throws IOException {
        CsvTable table =
                open("time,v,rare\n2025-03-29 12:00,1," + word + "\n2025-03-29 12:01," + word + "," + word + "\n");

        List<CsvRow> rows = drain(table);

        assertThat(table.layout().metrics()).containsExactly("v", "rare");
        assertThat(rows.get(0).values()).containsExactly(1, Double.NaN);
        assertThat(table.problems().count()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"ON,OFF", "true,false", "Yes,No", "EIN,AUS", "open,closed"})
    void switches_areOneAndZero(String on, String off) throws IOException {
        CsvTable table = open("time,state,temp\n2025-03-29 12:00,%s,20\n2025-03-29 12:01,%s,21\n".formatted(on, off));

        assertThat(drain(table)).extracting(row -> row.values()[0]).containsExactly(1.0, 0.0);
    }

    @Test
    void rowsAboveTheTable_areLeftOut_andSaid() throws IOException {
        CsvTable titles = open(
                "Logger;X7\nSerial;123\n\nDatum;Temp;Druck\n;°C;bar\n29.03.2025 12:00;20,5;1,0\n29.03.2025 12:01;20,6;1,1\n");
        CsvTable excel = open("sep=;\ntime;v\n2025-03-29 12:00;1,5\n");
        CsvTable numpy = open("# time, v\n2025-03-29 12:00, 1\n2025-03-29 12:01, 2\n");
        CsvTable groups = open(
                ";Pump 1;;Pump 2;\ntime;temp;flow;temp;flow\n2025-03-29 12:00;1;2;3;4\n2025-03-29 12:01;1;2;3;4\n");

        assertThat(titles.layout().metrics()).containsExactly("Temp", "Druck");
        assertThat(titles.layout().described()).contains("2 lines above the table left out", "units left out: °C bar");
        assertThat(drain(titles)).extracting(CsvRow::timestampMillis).containsExactly(NOON, NOON + 60_000);
        assertThat(excel.layout().metrics()).containsExactly("v");
        assertThat(numpy.layout().metrics()).containsExactly("v");
        assertThat(groups.layout().metrics())
                .containsExactly("Pump 1 temp", "Pump 1 flow", "Pump 2 temp", "Pump 2 flow");
    }

    @Test
    void influxTables_areReadOneAfterTheOther_withTheirOwnOrderOfColumns() throws IOException {
        CsvTable table = open(
                """
                #datatype,string,long,dateTime:RFC3339,double,string,string,string
                #group,false,false,false,false,true,true,true
                #default,mean,,,,,,
                ,result,table,_time,_value,_field,_measurement,host
                ,,0,2025-03-29T12:00:00Z,20.5,usage,cpu,srv1
                ,,1,2025-03-29T12:00:00Z,30.5,usage,cpu,srv2

                #datatype,string,long,dateTime:RFC3339,string,string,string,double
                #group,false,false,false,true,true,true,false
                #default,mean,,,,,,
                ,result,table,_time,host,_field,_measurement,_value
                ,,2,2025-03-29T12:00:00Z,srv1,free,mem,40.5
                """);

        List<CsvRow> rows = drain(table);

        assertThat(rows).extracting(CsvRow::device).containsExactly("srv1", "srv2", "srv1");
        assertThat(rows).extracting(row -> row.metrics()[0]).containsExactly("cpu.usage", "cpu.usage", "mem.free");
        assertThat(rows).extracting(row -> row.values()[0]).containsExactly(20.5, 30.5, 40.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"instance", "SOURCE_KEY", "meterId", "Sensor ID", "station", "whatever"})
    void labelThatTellsRowsOfOneTimeApart_isTheDevice(String name) throws IOException {
        StringBuilder text = new StringBuilder("timestamp," + name + ",job,value\n");
        for (int i = 0; i < 30; i++) {
            text.append(String.format(Locale.ROOT, "%d,host-%d,node,%d%n", 1_743_249_600 + i / 3 * 15, i % 3, i));
        }

        CsvTable table = open(text.toString());

        assertThat(drain(table)).extracting(CsvRow::device).contains("host-0", "host-1", "host-2");
        assertThat(table.layout().described()).contains("device " + name, "left out: job (text such as 'node')");
    }

    @Test
    void twoLabels_areDeviceAndMetric() throws IOException {
        StringBuilder text = new StringBuilder("time,pump,what,reading\n");
        for (int i = 0; i < 40; i++) {
            text.append(String.format(
                    Locale.ROOT, "%d,p%d,%s,%d%n", 1_743_249_600 + i / 4, i % 2, i % 4 < 2 ? "flow" : "temp", i));
        }

        List<CsvRow> rows = drain(open(text.toString()));

        assertThat(rows.get(3).device()).isEqualTo("p1");
        assertThat(rows.get(3).metrics()).containsExactly("temp");
    }

    @Test
    void labelThatChangesLater_isAnError_notAnotherSeries() throws IOException {
        StringBuilder text = new StringBuilder("time,job,value\n");
        for (int i = 0; i < 400; i++) {
            text.append(1_743_249_600 + i).append(",a,").append(i).append('\n');
        }
        CsvTable table = open(text + "1743250600,b,1\n");

        assertThatIOException()
                .isThrownBy(() -> drain(table))
                .withMessageContaining(":402: column 'job' was always 'a' and is now 'b'")
                .withMessageContaining("ignore=job");
    }

    @Test
    void newestFirst_isReadFromTheEnd_andSaid() throws IOException {
        CsvTable table = open(
                "time, meterId, value\n2025-03-29T14:00+01:00, a, 3\n2025-03-29T13:00+01:00, b, 2\n2025-03-29T12:00+01:00, a, 1\n");

        assertThat(drain(table)).extracting(row -> row.values()[0]).containsExactly(1.0, 2.0, 3.0);
        assertThat(table.layout().described()).contains("newest first (read from its end)", "device meterId");
    }

    @Test
    void rowsOfAnotherWidth_areRefused_exceptForSeparatorsAtTheirEnd() throws IOException {
        CsvTable trailing = open("time;a;b;\n2025-03-29 12:00;1;2;\n2025-03-29 12:01;3;4;\n");
        CsvTable only = open("time;a\n2025-03-29 12:00;1;\n2025-03-29 12:01;3;\n");
        CsvTable names =
                open("\"date\",\"Temp\"\n\"1\",\"2025-03-29 12:00:00\",20.5\n\"2\",\"2025-03-29 12:01:00\",21\n");
        CsvTable broken = open(
                "time,a,b\n2025-03-29 12:00,1,2\n2025-03-29 12:01,1\n2025-03-29 12:02,1,2,3\n2025-03-29 12:03,5,6\n");

        assertThat(trailing.layout().metrics()).containsExactly("a", "b");
        assertThat(drain(only)).extracting(row -> row.values()[0]).containsExactly(1.0, 3.0);
        assertThat(names.layout().metrics()).containsExactly("Temp");
        assertThat(drain(names)).extracting(row -> row.values()[0]).containsExactly(20.5, 21.0);
        assertThat(drain(broken)).extracting(CsvRow::samples).containsExactly(2, 0, 0, 2);
        assertThat(broken.problems().badRows()).isEqualTo(2);
        assertThat(broken.problems().examples().get(0)).contains(":3: the row has 2 cells, the file 3 columns");
    }

    @Test
    void encodings_areDetected() throws IOException {
        String text = "time,Größe\n2025-03-29 12:00,1\n2025-03-29 12:01,2\n";

        assertThat(open(text, StandardCharsets.UTF_8).layout().metrics()).containsExactly("Größe");
        assertThat(open(text, ISO_8859_1).layout().metrics()).containsExactly("Größe");
        assertThat(open("\uFEFF" + text, UTF_16LE).layout().metrics()).containsExactly("Größe");
        assertThat(open(text, StandardCharsets.UTF_16BE).layout().metrics()).containsExactly("Größe");
        assertThat(drain(open("\uFEFF" + text, UTF_16LE))).hasSize(2);
    }

    @Test
    void headerInTheMiddle_ofJoinedFiles_isNoRow() throws IOException {
        CsvTable table = open("time,v\n2025-03-29 12:00,1\ntime,v\n2025-03-29 12:01,2\n");

        assertThat(drain(table)).hasSize(2);
        assertThat(table.problems().count()).isZero();
    }

    @Test
    void whatIsLeftOut_isSaidWithTheReason() throws IOException {
        String described =
                open(",time,v,mode,label,\n0,2025-03-29 12:00,1,RUN fast,0,\n1,2025-03-29 12:01,2,IDLE,1,\n2,2025-03-29 12:02,3,RUN,1,\n")
                        .layout()
                        .described();

        assertThat(described)
                .contains("values v", "column1 (row numbers)", "mode (text such as 'RUN fast')", "label (labels)");
    }

    private void assertRefused(String text, String... parts) {
        assertThatIOException().isThrownBy(() -> drain(open(text))).satisfies(refused -> {
            for (String part : parts) {
                assertThat(refused).hasMessageContaining(part);
            }
        });
    }

    private static CsvOptions with(@org.jspecify.annotations.Nullable String timeFormat, String zone) {
        return new CsvOptions(
                null, Header.DETECT, ColumnMap.DETECT, Duration.ofSeconds(1), null, null, timeFormat, ZoneId.of(zone));
    }

    private CsvTable open(String text) throws IOException {
        return open(text, CsvOptions.DETECT);
    }

    private CsvTable open(String text, CsvOptions options) throws IOException {
        Path path = Files.createTempFile(folder, "a", ".csv");
        return CsvTable.open(new CsvFile(Files.writeString(path, text), "a.csv"), options);
    }

    private CsvTable open(String text, Charset charset) throws IOException {
        Path path = Files.write(Files.createTempFile(folder, "a", ".csv"), text.getBytes(charset));
        return CsvTable.open(new CsvFile(path, "a.csv"), CsvOptions.DETECT);
    }

    private static List<CsvRow> drain(CsvTable table) throws IOException {
        List<CsvRow> rows = new ArrayList<>();
        try (table) {
            for (CsvRow row = table.next(); row != null; row = table.next()) {
                rows.add(row);
            }
        }
        return rows;
    }
}
