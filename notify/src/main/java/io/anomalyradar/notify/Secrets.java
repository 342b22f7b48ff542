package io.anomalyradar.notify;

import io.anomalyradar.model.control.NotifyChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Secrets by name. The secret {@code slack-ops} is the environment variable {@code RADAR_SECRET_SLACK_OPS} or, without
 * it, the content of the file {@code slack-ops} in the directory of secrets. They are read at each use, so that a
 * secret can be exchanged while the program runs. Thread-safe.
 */
public final class Secrets {
    /** Begins the names of the environment variables. */
    public static final String VARIABLE = "RADAR_SECRET_";

    private static final int MAX_BYTES = 16 << 10;

    private final Function<String, @Nullable String> environment;
    private final Path directory;

    /** @param directory need not exist */
    public Secrets(Function<String, @Nullable String> environment, Path directory) {
        this.environment = environment;
        this.directory = directory;
    }

    /**
     * {@code text}, or the secret that it refers to.
     *
     * @throws UnusableChannelException when there is no such secret; the message says where it belongs
     */
    public String resolve(String text) throws UnusableChannelException {
        if (!text.startsWith(NotifyChannel.SECRET)) {
            return text;
        }
        String name = text.substring(NotifyChannel.SECRET.length());
        String variable = VARIABLE + name.replace('-', '_').toUpperCase(Locale.ROOT);
        String value = environment.apply(variable);
        if (value != null && !value.isBlank()) {
            return value.strip();
        }
        Path file = directory.resolve(name);
        String absent = "the secret " + name + " is missing: set the environment variable " + variable
                + ", or write it to the file " + name + " in the directory alerts.secrets-directory";
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new UnusableChannelException(
                        "the file of the secret " + name + " has more than " + MAX_BYTES + " bytes");
            }
            String content = Files.readString(file).strip();
            if (content.isEmpty()) {
                throw new UnusableChannelException(absent);
            }
            return content;
        } catch (java.nio.charset.CharacterCodingException binary) {
            throw new UnusableChannelException("the file of the secret " + name + " is not a text in UTF-8");
        } catch (IOException unreadable) {
            throw new UnusableChannelException(
                    Files.exists(file)
                            ? "the file of the secret " + name + " cannot be read: see its permissions"
                            : absent);
        }
    }
}
