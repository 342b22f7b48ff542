package io.anomalyradar.pipeline.settings;

import io.anomalyradar.detector.Method;
import io.anomalyradar.detector.method.MethodConfig;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A configuration record as settings, one text per key, and back without loss. The key of a component is its name in
 * kebab-case behind the record's own key: {@code detector.window}, {@code detector.alarm.end-after}. Components are boolean, int,
 * long, double, Duration, enum, or records of these. A component of type {@link MethodConfig} is one of several records: its key names the method,
 * whose settings are under the method's own key: {@code detector.method}, {@code detector.zscore.spike-threshold}.
 */
public final class RecordSettings {
    /** What radar.yaml keeps under another key than the record's. */
    private static final Map<String, String> KEYS_IN_OTHER_ROOMS =
            Map.of("pipeline.max-clock-skew", "ingest.max-clock-skew");

    private RecordSettings() {}

    /** Adds the settings of {@code settings}, all of them, under {@code prefix}. */
    public static void write(String prefix, Record settings, Map<String, String> into) {
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            String key = key(prefix, component);
            Object value = value(settings, component);
            if (value instanceof MethodConfig config) {
                writeMethod(prefix, key, config, into);
            } else if (value instanceof Record nested) {
                write(key, nested, into);
            } else {
                into.put(key, text(value));
            }
        }
    }

    private static void writeMethod(String prefix, String key, MethodConfig config, Map<String, String> into) {
        String method = Method.of(config).key();
        into.put(key, method);
        write(prefix + "." + method, (Record) config, into);
    }

    private static String text(Object value) {
        if (value instanceof Duration duration) {
            return DurationText.of(duration);
        }
        return value instanceof Enum<?> constant
                ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-')
                : value.toString();
    }

    /**
     * {@code defaults} with the settings that {@code given} has under {@code prefix}.
     *
     * @throws IllegalArgumentException that names key, value and remedy
     */
    public static <R extends Record> R read(String prefix, R defaults, Map<String, String> given) {
        RecordComponent[] components = defaults.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String key = key(prefix, components[i]);
            Object before = value(defaults, components[i]);
            if (before instanceof MethodConfig config) {
                values[i] = readMethod(prefix, key, config, given);
            } else if (before instanceof Record nested) {
                values[i] = read(key, nested, given);
            } else {
                String text = given.get(key);
                values[i] = text == null ? before : parse(key, components[i].getType(), text);
            }
        }
        return construct(prefix, defaults, components, values);
    }

    private static Record readMethod(String prefix, String key, MethodConfig before, Map<String, String> given) {
        String text = given.get(key);
        MethodConfig defaults = before;
        if (text != null) {
            Method method = (Method) constant(key, Method.class, text);
            defaults = method == Method.of(before) ? before : method.defaults();
        }
        return read(prefix + "." + Method.of(defaults).key(), (Record) defaults, given);
    }

    /**
     * The whole number under {@code key}, or {@code fallback} where it is not given.
     *
     * @throws IllegalArgumentException that names key and value
     */
    public static int wholeNumber(String key, Map<String, String> given, int fallback) {
        String text = given.get(key);
        return text == null ? fallback : (Integer) parse(key, int.class, text);
    }

    private static Object parse(String key, Class<?> type, String text) {
        if (type.isEnum()) {
            return constant(key, type, text);
        }
        if (type == boolean.class) {
            return flag(key, text);
        }
        try {
            if (type == int.class) {
                return Integer.valueOf(text);
            }
            if (type == long.class) {
                return Long.valueOf(text);
            }
            if (type == double.class) {
                return Double.valueOf(text);
            }
            if (type == Duration.class) {
                return DurationText.parse(text);
            }
        } catch (NumberFormatException notANumber) {
            String kind = type == double.class ? "a number" : "a whole number";
            throw new IllegalArgumentException(key + " must be " + kind + ", was '" + text + "'", notANumber);
        } catch (IllegalArgumentException notADuration) {
            throw new IllegalArgumentException(
                    key + " must be a duration, was '" + text + "': " + notADuration.getMessage(), notADuration);
        }
        throw new IllegalStateException(key + " is of type " + type + ", which has no form as text");
    }

    private static Boolean flag(String key, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(key + " must be true or false, was '" + text + "'");
        };
    }

    private static Object constant(String key, Class<?> type, String text) {
        for (Object constant : type.getEnumConstants()) {
            if (text(constant).equals(text)) {
                return constant;
            }
        }
        String names =
                Arrays.stream(type.getEnumConstants()).map(RecordSettings::text).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(key + " must be one of " + names + ", was '" + text + "'");
    }

    @SuppressWarnings("unchecked") // the canonical constructor of R's own class
    private static <R extends Record> R construct(
            String prefix, R defaults, RecordComponent[] components, Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return (R) defaults.getClass().getConstructor(types).newInstance(values);
        } catch (InvocationTargetException refused) {
            Throwable cause = refused.getTargetException();
            throw new IllegalArgumentException(named(prefix, components, String.valueOf(cause.getMessage())), cause);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(defaults.getClass() + " has no public constructor", impossible);
        }
    }

    /** {@code reason}, with the component it begins with written as its key. */
    private static String named(String prefix, RecordComponent[] components, String reason) {
        for (RecordComponent component : components) {
            if (reason.startsWith(component.getName() + " ")) {
                return key(prefix, component)
                        + reason.substring(component.getName().length());
            }
        }
        return reason;
    }

    private static Object value(Record config, RecordComponent component) {
        try {
            return component.getAccessor().invoke(config);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(component + " cannot be read", impossible);
        }
    }

    private static String key(String prefix, RecordComponent component) {
        String key =
                prefix + "." + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return KEYS_IN_OTHER_ROOMS.getOrDefault(key, key);
    }
}
