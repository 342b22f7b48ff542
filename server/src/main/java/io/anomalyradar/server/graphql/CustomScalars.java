package io.anomalyradar.server.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.IsoTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The scalars of the schema that GraphQL does not have. */
final class CustomScalars {
    static final GraphQLScalarType TIME = scalar("Time", new TimeCoercing());
    static final GraphQLScalarType NUMBER = scalar("Number", new NumberCoercing());
    static final GraphQLScalarType WHOLE = scalar("Whole", new WholeCoercing());

    private CustomScalars() {}

    private static GraphQLScalarType scalar(String name, Coercing<?, ?> coercing) {
        return GraphQLScalarType.newScalar().name(name).coercing(coercing).build();
    }

    /** Epoch milliseconds. */
    private static final class TimeCoercing implements Coercing<Long, Long> {
        @Override
        public Long serialize(Object value, GraphQLContext context, Locale locale) {
            return (Long) value;
        }

        @Override
        public Long parseValue(Object input, GraphQLContext context, Locale locale) {
            long millis = input instanceof Integer || input instanceof Long
                    ? ((Number) input).longValue()
                    : IsoTime.parse(String.valueOf(input));
            if (millis == Frame.NO_TIMESTAMP) {
                throw new CoercingParseValueException("give epoch milliseconds or ISO 8601 (2024-11-22T00:00:00Z)");
            }
            return Math.max(0, millis);
        }

        @Override
        public Long parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
            try {
                if (input instanceof IntValue whole) {
                    return parseValue(whole.getValue().longValueExact(), context, locale);
                }
                if (input instanceof StringValue text) {
                    return parseValue(String.valueOf(text.getValue()), context, locale);
                }
            } catch (ArithmeticException | CoercingParseValueException notATime) {
                // said below
            }
            throw new CoercingParseLiteralException("give epoch milliseconds or ISO 8601 (2024-11-22T00:00:00Z)");
        }
    }

    /** JSON has neither NaN nor infinities: they are null. */
    private static final class NumberCoercing implements Coercing<Double, Double> {
        @Override
        @SuppressWarnings("NullAway") // null is GraphQL's null
        public @Nullable Double serialize(Object value, GraphQLContext context, Locale locale) {
            double number = (Double) value;
            return Double.isFinite(number) ? number : null;
        }
    }

    private static final class WholeCoercing implements Coercing<Long, Long> {
        @Override
        public Long serialize(Object value, GraphQLContext context, Locale locale) {
            return ((Number) value).longValue();
        }
    }
}
