package io.anomalyradar.model.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A way to notify people, and what it needs to know. */
public enum ChannelType {
    WEBHOOK(0, "", Field.target("url"), Field.optionalSecret("secret")),
    SLACK(5, "08:00 UTC", Field.secret("url")),
    TEAMS(5, "08:00 UTC", Field.secret("url")),
    PAGERDUTY(5, "", Field.secret("key"), Field.optional("url", "https://events.pagerduty.com/v2/enqueue")),
    OPSGENIE(5, "", Field.secret("key"), Field.optional("url", "https://api.opsgenie.com")),
    ALERTMANAGER(0, "", Field.target("url")),
    SMS(
            5,
            "",
            Field.required("account"),
            Field.secret("token"),
            Field.required("from"),
            Field.required("to"),
            Field.optional("url", "https://api.twilio.com")),
    EMAIL(
            5,
            "08:00 UTC",
            Field.required("host"),
            Field.optional("port", "587"),
            Field.optional("security", "starttls"),
            Field.optional("user", ""),
            Field.optionalSecret("password"),
            Field.required("from"),
            Field.required("to")),
    WEB_PUSH(
            5,
            "08:00 UTC",
            new Field("key", false, Secrecy.ALWAYS, NotifyChannel.SECRET + "web-push"),
            Field.optional("contact", ""),
            Field.optional(
                    "services",
                    "fcm.googleapis.com, updates.push.services.mozilla.com, *.push.apple.com,"
                            + " *.notify.windows.com"));

    /**
     * One text of a channel.
     *
     * @param required whether it must be given
     * @param secret what the text may be: the secret itself is never in a configuration
     * @param otherwise the text where none is given
     */
    public record Field(String name, boolean required, Secrecy secret, String otherwise) {
        static Field required(String name) {
            return new Field(name, true, Secrecy.NEVER, "");
        }

        static Field optional(String name, String otherwise) {
            return new Field(name, false, Secrecy.NEVER, otherwise);
        }

        static Field secret(String name) {
            return new Field(name, true, Secrecy.ALWAYS, "");
        }

        static Field optionalSecret(String name) {
            return new Field(name, false, Secrecy.ALWAYS, "");
        }

        /** An address that may hold a secret or not. */
        static Field target(String name) {
            return new Field(name, true, Secrecy.MAYBE, "");
        }
    }

    /** Whether a text is a reference to a secret ({@code secret:name}). */
    public enum Secrecy {
        NEVER,
        MAYBE,
        ALWAYS
    }

    @SuppressWarnings("ImmutableEnumChecker") // it is List.copyOf
    private final List<Field> fields;

    /**
     * A type whose channels have a budget.
     *
     * @param pagesPerWeek 0: machines read it, any number is welcome
     * @param digest when the rest is sent; empty: never
     */
    ChannelType(int pagesPerWeek, String digest, Field... fields) {
        List<Field> all = new ArrayList<>(List.of(fields));
        all.add(Field.optional(ChannelBudget.PAGES, Integer.toString(pagesPerWeek)));
        all.add(Field.optional(ChannelBudget.DIGEST, digest));
        all.add(Field.optional(ChannelRate.PER_MINUTE, pagesPerWeek == 0 ? "0" : "60"));
        this.fields = List.copyOf(all);
    }

    public List<Field> fields() {
        return fields;
    }

    /** Its name in configurations. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /** The type that is called {@code word}. */
    static Optional<ChannelType> named(String word) {
        for (ChannelType type : values()) {
            if (type.word().equals(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
