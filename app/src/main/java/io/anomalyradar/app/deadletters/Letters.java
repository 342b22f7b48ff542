package io.anomalyradar.app.deadletters;

import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.bus.deadletters.LetterReader;
import io.anomalyradar.model.config.KafkaConfig;
import org.apache.kafka.common.KafkaException;

/** Reads dead letters for a command. */
final class Letters {
    private Letters() {}

    /**
     * Hands every letter stored at {@code fromMillis} or later to {@code letters}. Returns how many records are no
     * letters.
     *
     * @throws CommandFailure when no broker answers
     */
    static <E extends Exception> long read(KafkaConfig kafka, long fromMillis, LetterReader.Receiver<E> letters)
            throws E {
        try (LetterReader reader = new LetterReader(kafka)) {
            reader.read(fromMillis, letters);
            return reader.unreadable();
        } catch (KafkaException failed) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    kafka.topics().deadLetters() + " cannot be read from " + kafka.bootstrapServers() + " ("
                            + failed.getMessage() + "); is 'radar up' running? 'radar doctor' shows more",
                    failed);
        }
    }
}
