package io.anomalyradar.history.duckdb;

import java.util.Set;

/**
 * The functions that a question in SQL may call. All others are refused: some read files, settings or the catalogue, and
 * some make values of any size, whose memory DuckDB's limit does not count ({@code repeat}, {@code lpad},
 * {@code range} as a list).
 */
final class SqlFunctions {
    private static final Set<String> OPERATORS = Set.of(
            "+", "-", "*", "/", "//", "%", "**", "^", "@", "~~", "!~~", "~~*", "!~~*", "~~~", "~", "!~", "!", "&", "|",
            "<<", ">>", "^@");

    private static final Set<String> AGGREGATES = Set.of(
            "count",
            "count_star",
            "count_if",
            "countif",
            "sum",
            "fsum",
            "avg",
            "mean",
            "favg",
            "min",
            "max",
            "min_by",
            "max_by",
            "arg_min",
            "arg_max",
            "any_value",
            "first",
            "last",
            "median",
            "mode",
            "mad",
            "quantile_cont",
            "quantile_disc",
            "approx_quantile",
            "approx_count_distinct",
            "stddev",
            "stddev_pop",
            "stddev_samp",
            "variance",
            "var_pop",
            "var_samp",
            "skewness",
            "kurtosis",
            "corr",
            "covar_pop",
            "covar_samp",
            "regr_slope",
            "regr_intercept",
            "regr_r2",
            "regr_count",
            "entropy",
            "bool_and",
            "bool_or",
            "product",
            "geomean");

    private static final Set<String> WINDOWS = Set.of(
            "row_number",
            "rank",
            "dense_rank",
            "percent_rank",
            "cume_dist",
            "ntile",
            "lag",
            "lead",
            "first_value",
            "last_value",
            "nth_value");

    private static final Set<String> NUMBERS = Set.of(
            "abs",
            "ceil",
            "ceiling",
            "floor",
            "round",
            "trunc",
            "sign",
            "sqrt",
            "cbrt",
            "exp",
            "ln",
            "log",
            "log2",
            "log10",
            "pow",
            "power",
            "mod",
            "fmod",
            "pi",
            "sin",
            "cos",
            "tan",
            "asin",
            "acos",
            "atan",
            "atan2",
            "radians",
            "degrees",
            "isnan",
            "isinf",
            "isfinite",
            "greatest",
            "least",
            "add",
            "subtract",
            "multiply",
            "divide",
            "hash");

    private static final Set<String> TIMES = Set.of(
            "now",
            "get_current_timestamp",
            "current_date",
            "today",
            "date_trunc",
            "datetrunc",
            "date_part",
            "datepart",
            "date_diff",
            "datediff",
            "date_sub",
            "date_add",
            "time_bucket",
            "age",
            "epoch",
            "epoch_ms",
            "epoch_us",
            "make_date",
            "make_timestamp",
            "make_timestamp_ms",
            "to_timestamp",
            "strftime",
            "strptime",
            "try_strptime",
            "dayname",
            "monthname",
            "dayofweek",
            "isodow",
            "weekday",
            "dayofmonth",
            "dayofyear",
            "day",
            "week",
            "weekofyear",
            "month",
            "quarter",
            "year",
            "hour",
            "minute",
            "second",
            "millisecond",
            "last_day",
            "to_seconds",
            "to_minutes",
            "to_hours",
            "to_days",
            "to_weeks",
            "to_months",
            "to_years",
            "to_milliseconds");

    private static final Set<String> TEXTS = Set.of(
            "lower",
            "upper",
            "length",
            "len",
            "strlen",
            "trim",
            "ltrim",
            "rtrim",
            "substring",
            "substr",
            "left",
            "right",
            "position",
            "strpos",
            "instr",
            "contains",
            "starts_with",
            "prefix",
            "ends_with",
            "suffix",
            "split_part",
            "reverse",
            "ascii",
            "regexp_matches",
            "regexp_full_match",
            "regexp_extract",
            "like_escape",
            "not_like_escape",
            "ilike_escape",
            "not_ilike_escape",
            "levenshtein",
            "jaro_similarity",
            "json_extract",
            "json_extract_string",
            "json_value",
            "json_array_length",
            "json_type",
            "->",
            "->>");

    private static final Set<String> VALUES = Set.of(
            "if",
            "ifnull",
            "nullif",
            "coalesce",
            "typeof",
            "list_value",
            "row",
            "struct_pack",
            "struct_extract",
            "array_extract",
            "list_extract",
            "list_contains",
            "unnest",
            "error");

    /** Each makes a text longer than its arguments, so a chain of them makes one of any length. */
    private static final Set<String> LENGTHENING = Set.of("||", "concat", "concat_ws", "replace", "regexp_replace");

    private static final Set<String> TABLES = Set.of("range", "generate_series", "unnest");

    private SqlFunctions() {}

    static boolean allows(String function) {
        return OPERATORS.contains(function)
                || AGGREGATES.contains(function)
                || WINDOWS.contains(function)
                || NUMBERS.contains(function)
                || TIMES.contains(function)
                || TEXTS.contains(function)
                || VALUES.contains(function)
                || LENGTHENING.contains(function);
    }

    static boolean lengthens(String function) {
        return LENGTHENING.contains(function);
    }

    /** Whether the function may stand after FROM. */
    static boolean allowsTable(String function) {
        return TABLES.contains(function);
    }
}
