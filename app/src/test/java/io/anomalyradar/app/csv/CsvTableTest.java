package io.anomalyradar.app.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.anomalyradar.app.csv.CsvOptions.Header;
import io.anomalyradar.model.telemetry.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvTableTest {
    private static final String NAB =
            """
            timestamp,value
            2014-04-01 00:00:00,20.0
            2014-04-01 00:05:00,21.5
            2014-04-01 00:05:00,19.25
            2014-04-01 00:00:00,18
            """;
    private static final String SKAB =
            """
            datetime;Accelerometer1RMS;Volume Flow RateRMS;anomaly;changepoint
            2020-03-09 10:14:33;0.0265878;32.0;0.0;0.0
            2020-03-09 10:14:34;0.0265;;1.0;1.0
            """;
    private static final String SERVER_MACHINE =
            """
            row,m01,m02,label
            0,0.185185,0.07,0
            1,0.185185,0.08,1
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void nabFile_isTimeAndValue_inFileOrderWithEqualAndBackwardTimes() throws IOException {
        CsvFile file = file("a.csv", NAB);

        List<CsvRow> rows = rows(file, CsvOptions.DETECT);

        assertThat(rows)
                .extracting(CsvRow::time)
                .containsExactlyElementsOf(
                        NAB.lines().skip(1).map(line -> line.substring(0, 19)).toList());
        assertThat(rows)
                .extracting(row -> Instant.ofEpochMilli(row.timestampMillis()).toString())
                .containsExactly(
                        "2014-04-01T00:00:00Z", "2014-04-01T00:05:00Z", "2014-04-01T00:05:00Z", "2014-04-01T00:00:00Z");
        assertThat(rows).extracting(row -> row.values()[0]).containsExactly(20.0, 21.5, 19.25, 18.0);
        assertThat(rows.get(0).metrics()).containsExactly("value");
        assertThat(rows).extracting(CsvRow::line).containsExactly(2L, 3L, 4L, 5L);
    }

    @Test
    void skabFile_isOneColumnPerMetric_withoutLabelsAndWithoutEmptyCells() throws IOException {
        CsvFile file = file("0.csv", SKAB);

        List<CsvRow> rows = rows(file, CsvOptions.DETECT);

        CsvRow second = rows.get(1);
        assertThat(second.metrics()).containsExactly("Accelerometer1RMS", "Volume Flow RateRMS");
        assertThat(rows.get(0).values()).containsExactly(0.0265878, 32.0);
        assertThat(second.samples()).isEqualTo(1);
        assertThat(second.frame("valve"))
                .isEqualTo(Frame.of(
                        "valve", second.timestampMillis(), new String[] {"Accelerometer1RMS"}, new double[] {0.0265}));
    }

    @Test
    void rowNumbers_areTimesOneIntervalApart() throws IOException {
        CsvFile file = file("test.csv", SERVER_MACHINE);
        CsvOptions perMinute = new CsvOptions(null, Header.DETECT, ColumnMap.DETECT, Duration.ofMinutes(1));

        List<CsvRow> rows = rows(file, perMinute);

        assertThat(rows).extracting(CsvRow::timestampMillis).containsExactly(0L, 60_000L);
        assertThat(rows).extracting(CsvRow::time).containsExactly("0", "1");
        assertThat(rows.get(0).metrics()).containsExactly("m01", "m02");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-11-22T00:00:00Z, ISO",
        "2024-11-22T01:00:00+01:00, ISO",
        "2024-11-22 00:00, ISO",
        "2024-11-22, ISO",
        "1732233600, EPOCH_SECONDS",
        "1732233600.0, EPOCH_SECONDS",
        "1732233600000, EPOCH_MILLIS",
        "1732233600000000, EPOCH_MICROS",
        "1732233600000000000, EPOCH_NANOS",
    })
    void timeOfAnyForm_isTheSameInstant(String cell, TimeForm form) throws IOException {
        CsvFile file = file("a.csv", "ts,value\n" + cell + ",1\n");

        try (CsvTable table = CsvTable.open(file, CsvOptions.DETECT)) {
            CsvRow row = Objects.requireNonNull(table.next());

            assertThat(table.layout().time()).isEqualTo(new CsvLayout.TimeColumn(0, form));
            assertThat(Instant.ofEpochMilli(row.timestampMillis())).isEqualTo(Instant.parse("2024-11-22T00:00:00Z"));
        }
    }

    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t', '|'})
    void everyDelimiter_isDetected_withHeaderOrWithout(char delimiter) throws IOException {
        String body = "2024-11-22T00:00:00Z,1.5,2\n2024-11-22T00:00:01Z,-1e3,.5\n".replace(',', delimiter);
        CsvFile with = file("with.csv", "time,a,b\n".replace(',', delimiter) + body);
        CsvFile without = file("without.csv", body);

        List<CsvRow> named = rows(with, CsvOptions.DETECT);
        List<CsvRow> unnamed = rows(without, CsvOptions.DETECT);

        assertThat(named).hasSameSizeAs(unnamed).hasSize(2);
        assertThat(named.get(1).values()).containsExactly(-1000, 0.5);
        assertThat(unnamed.get(1).values()).containsExactly(-1000, 0.5);
        assertThat(named.get(0).metrics()).containsExactly("a", "b");
        assertThat(unnamed.get(0).metrics()).containsExactly("column2", "column3");
        assertThat(unnamed.get(0).timestampMillis()).isEqualTo(named.get(0).timestampMillis());
    }

    @Test
    void gzip_isReadWhateverItsName() throws IOException {
        CsvFile file = gzip("a.csv", NAB);

        assertThat(rows(file, CsvOptions.DETECT)).hasSize(4);
    }

    @Test
    void truncatedGzip_failsNamingTheFile() throws IOException {
        CsvFile file = gzip("a.csv.gz", NAB.repeat(10_000));
        byte[] whole = Files.readAllBytes(file.path());
        Files.write(file.path(), Arrays.copyOf(whole, whole.length - 20));

        assertThatIOException()
                .isThrownBy(() -> rows(file, CsvOptions.DETECT))
                .withMessageContaining("a.csv.gz: cannot be read after row ");
    }

    @Test
    void rowPerSample_namesItsDeviceAndMetric() throws IOException {
        String text = "timestamp,device,metric,value\n1732233600,pump-1,pressure,3.1\n1732233601,,flow,9\n";
        CsvFile headed = file("headed.csv", text);
        CsvFile bare = file("bare.csv", text.substring(text.indexOf('\n') + 1).replace(",,", ",pump-2,"));

        List<CsvRow> rows = rows(headed, CsvOptions.DETECT);
        List<CsvRow> unnamed = rows(bare, CsvOptions.DETECT);

        assertThat(rows).extracting(CsvRow::device).containsExactly("pump-1", null);
        assertThat(rows).extracting(row -> row.metrics()[0]).containsExactly("pressure", "flow");
        assertThat(rows).extracting(row -> row.values()[0]).containsExactly(3.1, 9.0);
        assertThat(unnamed).extracting(CsvRow::device).containsExactly("pump-1", "pump-2");
    }

    @Test
    void badCells_areCountedWithTheirLine_andReadingGoesOn() throws IOException {
        CsvFile file = file(
                "bad.csv",
                """
                time,a,b
                1732233600,oops,1
                yesterday,2,NaN
                1732233602,3
                1732233603,Infinity,0x10
                1732233604,5,6,7
                """);

        try (CsvTable table = CsvTable.open(file, CsvOptions.DETECT)) {
            List<CsvRow> rows = drain(table);

            assertThat(rows).hasSize(5);
            assertThat(rows.get(1).isTimed()).isFalse();
            assertThat(rows.get(2).samples()).isZero();
            assertThat(rows.get(3).frame("x")).isNull();
            assertThat(table.problems().badCells()).isEqualTo(3);
            assertThat(table.problems().badTimes()).isEqualTo(1);
            assertThat(table.problems().badRows()).isEqualTo(2);
            assertThat(table.problems().examples())
                    .first()
                    .isEqualTo("bad.csv:2: column 'a': 'oops' is not a finite number; no sample");
        }
    }

    @Test
    void columnMap_winsOverDetection() throws IOException {
        CsvFile file = file("a.csv", "when,label,note,timestamp\n1732233600,1,x,5\n1732233601,2,y,6\n");
        ColumnMap map = ColumnMap.of(List.of("time=when", "value=label", "value=4"));

        List<CsvRow> rows = rows(file, new CsvOptions(',', Header.PRESENT, map, Duration.ofSeconds(1)));

        assertThat(rows.get(1).metrics()).containsExactly("label", "timestamp");
        assertThat(rows.get(1).values()).containsExactly(2, 6);
        assertThat(rows.get(1).timestampMillis()).isEqualTo(1732233601000L);
    }

    @Test
    void dateAndTimeOfDay_inTwoColumns_areTheTime() throws IOException {
        CsvFile file = file("a.csv", "time,date,value\n10:14:33,2024-11-22,1\n10:14:34,2024-11-22,2\n");
        CsvFile hopeless = file("b.csv", "time,value\n10:14:33,1\n");

        List<CsvRow> rows = rows(file, CsvOptions.DETECT);

        assertThat(rows).extracting(CsvRow::time).containsExactly("2024-11-22 10:14:33", "2024-11-22 10:14:34");
        assertThatIOException()
                .isThrownBy(() -> rows(hopeless, CsvOptions.DETECT))
                .withMessageContaining("column 'time' holds '10:14:33', which is a time of day without a date");
    }

    @Test
    void unknownColumn_failsNamingThoseThereAre() throws IOException {
        CsvFile file = file("a.csv", NAB);
        ColumnMap map = ColumnMap.of(List.of("value=price"));

        assertThatIOException()
                .isThrownBy(() -> rows(file, new CsvOptions(null, Header.DETECT, map, Duration.ofSeconds(1))))
                .withMessageContaining("no column 'price'")
                .withMessageContaining("[timestamp, value]");
    }

    @Test
    void decimalComma_isUnderstoodBetweenSemicolons() throws IOException {
        CsvFile file = file("a.csv", "Datum;temperature;pressure\n2024-11-22 00:00:00;20,5;1,25\n");

        List<CsvRow> rows = rows(file, CsvOptions.DETECT);

        assertThat(rows.get(0).values()).containsExactly(20.5, 1.25);
        assertThat(rows.get(0).metrics()).containsExactly("temperature", "pressure");
    }

    @Test
    void byteOrderMarkQuotesAndRepeatedNames_areUnderstood() throws IOException {
        CsvFile file = file("a.csv", "\uFEFF\"time\",\"a, b\",\"a, b\"\r\n\"2024-11-22T00:00:00Z\",\"1\",2\r\n");

        List<CsvRow> rows = rows(file, CsvOptions.DETECT);

        assertThat(rows.get(0).metrics()).containsExactly("a, b", "a, b_2");
        assertThat(rows.get(0).values()).containsExactly(1, 2);
    }

    @Test
    void singleColumnOfNumbers_isCountedByRow() throws IOException {
        CsvFile file = file("a.csv", "5\n6\n7\n");

        List<CsvRow> rows = rows(file, CsvOptions.DETECT);

        assertThat(rows).extracting(CsvRow::timestampMillis).containsExactly(0L, 1_000L, 2_000L);
        assertThat(rows).extracting(row -> row.values()[0]).containsExactly(5.0, 6.0, 7.0);
        assertThat(rows.get(0).metrics()).containsExactly("value");
    }

    @Test
    void emptyFile_andFileWithoutNumbers_failClearly() throws IOException {
        CsvFile empty = file("empty.csv", "");
        CsvFile words = file("words.csv", "time,word\n2024-11-22T00:00:00Z,hello\n");

        assertThatIOException()
                .isThrownBy(() -> rows(empty, CsvOptions.DETECT))
                .withMessageContaining("the file is empty");
        assertThatIOException()
                .isThrownBy(() -> rows(words, CsvOptions.DETECT))
                .withMessageContaining("no column of numbers among [time, word]");
    }

    @Test
    void folder_isWalkedInOrderOfName_andOtherFilesAreLeftOut() throws IOException {
        Files.createDirectories(folder.resolve("sub"));
        for (String name : List.of("b.csv", "sub/a.CSV.gz", "a.tsv", "notes.txt", "readme.md")) {
            Files.writeString(folder.resolve(name), "x");
        }

        List<CsvFile> files = CsvFile.at(folder);

        assertThat(files).extracting(CsvFile::name).containsExactly("a.tsv", "b.csv", "sub/a.CSV.gz");
        assertThat(files).extracting(CsvFile::stem).containsExactly("a", "b", "sub/a");
    }

    private CsvFile file(String name, String text) throws IOException {
        return new CsvFile(Files.writeString(folder.resolve(name), text), name);
    }

    private CsvFile gzip(String name, String text) throws IOException {
        CsvFile file = new CsvFile(folder.resolve(name), name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file.path()))) {
            out.write(text.getBytes(UTF_8));
        }
        return file;
    }

    private static List<CsvRow> rows(CsvFile file, CsvOptions options) throws IOException {
        try (CsvTable table = CsvTable.open(file, options)) {
            return drain(table);
        }
    }

    private static List<CsvRow> drain(CsvTable table) throws IOException {
        List<CsvRow> rows = new ArrayList<>();
        for (CsvRow row = table.next(); row != null; row = table.next()) {
            rows.add(row);
        }
        return rows;
    }
}
