package io.anomalyradar.app.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.detector.testing.Mutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of people, damaged: each is read to its end, or refused. */
class CsvFuzzTest {
    private static final List<byte[]> TABLES = List.of(
            """
            timestamp,device,pressure,flow
            2024-01-01T00:00:00Z,pump-1,1.5,20
            2024-01-01T00:01:00Z,pump-1,1.6,N/A
            2024-01-01T00:02:00Z,"pump-2",1.7,22
            """
                    .getBytes(UTF_8),
            """
            Anlage;Süd;;
            Datum;Uhrzeit;Druck;Durchfluss
            ;;bar;m³/h
            01.02.2024;24:00;1.234,5;-3
            02.02.2024;00:15;"1.240,0";--
            """
                    .getBytes(ISO_8859_1),
            "45292.5\t1e3\t\"a\nb\"\n45292.6\t(2)\tBad\n".getBytes(UTF_8));

    @Test
    void tables(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("t.csv"));
        Mutations.check(
                "csv",
                TABLES,
                bytes -> {
                    Files.write(file, bytes);
                    try (CsvTable table = CsvTable.open(new CsvFile(file, "t.csv"), CsvOptions.DETECT)) {
                        while (table.next() != null) {
                            // read to the end
                        }
                    }
                },
                IOException.class);
    }
}
