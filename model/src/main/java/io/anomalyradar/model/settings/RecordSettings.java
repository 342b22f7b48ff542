package io.anomalyradar.model.settings;

import io.anomalyradar.detector.Method;
import io.anomalyradar.detector.method.MethodConfig;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * A configuration record as typed values, one per key, and back. The key of a component is its name in kebab-case
 * behind the record's own key: {@code detector.window}, {@code detector.alarm.end-after}. Components are boolean, int,
 * long, double, Duration, enum, or records of these. A component of type {@link MethodConfig} is one of several
 * records: its key holds the {@link Method}, whose settings are under the method's own key: {@code detector.method},
 * {@code detector.zscore.spike-threshold}. No value is ever text: {@link ValueType} alone reads and writes text.
 */
public final class RecordSettings {
    /** Keys that radar.yaml keeps in another section than the record's. */
    private static final Map<String, String> KEYS_IN_OTHER_SECTIONS =
            Map.of("pipeline.max-clock-skew", "ingest.max-clock-skew");

    private RecordSettings() {}

    /** Adds the values of {@code settings}, all of them, under {@code prefix}. */
    public static void write(String prefix, Record settings, Map<String, ? super Object> into) {
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            String key = key(prefix, component);
            Object value = value(settings, component);
            if (value instanceof MethodConfig config) {
                Method method = Method.of(config);
                into.put(key, method);
                write(prefix + "." + method.key(), (Record) config, into);
            } else if (value instanceof Record nested) {
                write(key, nested, into);
            } else {
                into.put(key, value);
            }
        }
    }

    /**
     * {@code defaults} with the values that {@code given} has under {@code prefix}.
     *
     * @throws IllegalArgumentException that names key, value and remedy
     */
    public static <R extends Record> R read(String prefix, R defaults, Map<String, ?> given) {
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
                Object value = given.get(key);
                values[i] = value == null ? before : fitted(key, components[i].getType(), value);
            }
        }
        return construct(prefix, defaults, components, values);
    }

    private static Record readMethod(String prefix, String key, MethodConfig before, Map<String, ?> given) {
        MethodConfig defaults = before;
        if (given.get(key) != null) {
            Method method = (Method) fitted(key, Method.class, given.get(key));
            defaults = method == Method.of(before) ? before : method.defaults();
        }
        return read(prefix + "." + Method.of(defaults).key(), (Record) defaults, given);
    }

    /** {@code value} as the component holds it: an Integer also fits a long. */
    private static Object fitted(String key, Class<?> type, Object value) {
        if (type == long.class && value instanceof Integer whole) {
            return whole.longValue();
        }
        Class<?> boxed = java.lang.invoke.MethodType.methodType(type).wrap().returnType();
        if (!boxed.isInstance(value)) {
            throw new IllegalArgumentException(
                    key + " must be a value of type " + boxed.getSimpleName() + ", was '" + value + "'");
        }
        return value;
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
        return KEYS_IN_OTHER_SECTIONS.getOrDefault(key, key);
    }
}
