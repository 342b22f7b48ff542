package io.anomalyradar.server.alerts;

import io.anomalyradar.history.LogPartition;
import io.anomalyradar.notify.Transition;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/** One line of the delivery log, guarded by a checksum: words, a space, eight hexadecimal digits of their CRC-32C. */
sealed interface LogLine {

    /** A notification's fate: {@code told <anomaly id> opened|ended delivered|refused|expired}. */
    record Told(String id, Transition transition, Fate fate) implements LogLine {
        @Override
        public String words() {
            return "told " + id + " " + transition.word() + " " + fate.word();
        }
    }

    /** Everything before an offset is settled: {@code read <topic id> <partition> <offset>}. */
    record Read(LogPartition partition, long nextOffset) implements LogLine {
        @Override
        public String words() {
            return "read " + partition.topicId() + " " + partition.partition() + " " + nextOffset;
        }
    }

    String words();

    /** This line as it stands in the file, its end included. */
    default String encoded() {
        return words() + " " + checksum(words()) + "\n";
    }

    /** The line in {@code text}; empty when it is damaged. */
    static Optional<LogLine> decode(String text) {
        int end = text.lastIndexOf(' ');
        if (end < 0 || !text.substring(end + 1).equals(checksum(text.substring(0, end)))) {
            return Optional.empty();
        }
        String[] words = text.substring(0, end).split(" ", -1);
        if (words.length != 4) {
            return Optional.empty();
        }
        try {
            return switch (words[0]) {
                case "told" -> Optional.of(new Told(words[1], Transition.named(words[2]), Fate.named(words[3])));
                case "read" ->
                    Optional.of(
                            new Read(new LogPartition(words[1], Integer.parseInt(words[2])), Long.parseLong(words[3])));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException unknownWord) {
            return Optional.empty();
        }
    }

    private static String checksum(String words) {
        CRC32C crc = new CRC32C();
        crc.update(words.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }
}
