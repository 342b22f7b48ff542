package io.anomalyradar.history.duckdb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.history.SqlQuestion;
import io.anomalyradar.history.SqlRefusal;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a question in SQL may be asked, from the tree that DuckDB's own parser makes of it. What is not known
 * to be harmless is refused: every kind of node, table and function must be on a list.
 */
final class SqlGuard {
    private static final String TOO_DEEP = "the question is nested too deeply: ask in simpler parts";

    /** Brackets in brackets. The parser's time grows with their square: 9,000 take it half a minute. */
    private static final int MAX_OPEN = 100;

    /** Levels of the tree; a bracket makes up to three. */
    private static final int MAX_DEPTH = 400;

    /** Each may double a text. */
    private static final int MAX_LENGTHENING = 4;

    private static final JsonFactory JSON = new JsonFactory();

    /** Kinds of expressions. PARAMETER is missing: there is nobody to give its value. */
    private static final Set<String> EXPRESSIONS = Set.of(
            "COLUMN_REF",
            "CONSTANT",
            "FUNCTION",
            "WINDOW",
            "OPERATOR",
            "COMPARISON",
            "CONJUNCTION",
            "CAST",
            "TYPE",
            "CASE",
            "BETWEEN",
            "SUBQUERY",
            "STAR",
            "COLLATE",
            "POSITIONAL_REFERENCE",
            "DEFAULT");

    /** Kinds of queries, their parts, and what may stand after FROM. RECURSIVE_CTE_NODE is missing: it may never end. */
    private static final Set<String> PARTS = Set.of(
            "SELECT_NODE",
            "SET_OPERATION_NODE",
            "CTE_NODE",
            "ORDER_MODIFIER",
            "LIMIT_MODIFIER",
            "LIMIT_PERCENT_MODIFIER",
            "DISTINCT_MODIFIER",
            "ORDER_DEFAULT",
            "ASCENDING",
            "DESCENDING",
            "BASE_TABLE",
            "SUBQUERY",
            "JOIN",
            "TABLE_FUNCTION",
            "EXPRESSION_LIST",
            "EMPTY",
            "PIVOT",
            "SHOW_REF");

    /** Names that mean something where a WITH does not reach. */
    private static final String TAKEN =
            "SELECT lower(table_name) FROM duckdb_tables() UNION ALL SELECT lower(view_name) FROM duckdb_views()";

    private final String text;
    private final Set<String> tables;
    private final Set<String> taken;
    private final Set<String> named = new HashSet<>();
    private int lengthening;

    private SqlGuard(String text, Set<String> tables, Set<String> taken) {
        this.text = text;
        this.tables = tables;
        this.taken = taken;
    }

    /**
     * Refuses {@code text} unless it is one harmless SELECT.
     *
     * @param tables the views that it may read from, in lower case
     */
    static void check(Connection connection, String text, Set<String> tables) throws SQLException {
        if (text.length() > SqlQuestion.MAX_CHARACTERS) {
            throw new SqlRefusal("the question has " + text.length() + " characters, at most "
                    + SqlQuestion.MAX_CHARACTERS + " are allowed: ask for less at once");
        }
        if (openBrackets(text) > MAX_OPEN) {
            throw new SqlRefusal(TOO_DEEP);
        }
        String tree = Sql.row(connection, "SELECT json_serialize_sql(?)", row -> row.getString(1), text)
                .orElseThrow();
        Set<String> taken = new HashSet<>(Sql.rows(connection, TAKEN, row -> row.getString(1)));
        taken.removeAll(tables);
        new SqlGuard(text, tables, taken).checkTree(parsed(tree));
    }

    private static int openBrackets(String text) {
        int open = 0;
        int most = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(') {
                most = Math.max(most, ++open);
            } else if (c == ')') {
                open--;
            }
        }
        return most;
    }

    private static Map<?, ?> parsed(String tree) {
        try (JsonParser json = JSON.createParser(tree)) {
            json.nextToken();
            return value(json, 0) instanceof Map<?, ?> fields ? fields : Map.of();
        } catch (IOException tooDeep) {
            throw new SqlRefusal(TOO_DEEP);
        }
    }

    private static @Nullable Object value(JsonParser json, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new SqlRefusal(TOO_DEEP);
        }
        if (json.currentToken() == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                fields.put(name, value(json, depth + 1));
            }
            return fields;
        }
        if (json.currentToken() == JsonToken.START_ARRAY) {
            List<@Nullable Object> items = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(json, depth + 1));
            }
            return items;
        }
        return json.currentToken() == JsonToken.VALUE_NULL ? null : json.getText();
    }

    private void checkTree(Map<?, ?> tree) {
        if ("true".equals(tree.get("error"))) {
            refuse(tree);
        }
        List<?> statements = (List<?>) tree.get("statements");
        if (statements == null || statements.size() != 1) {
            throw new SqlRefusal("give one statement, not " + (statements == null ? 0 : statements.size()));
        }
        collectNames(statements.get(0));
        check(statements.get(0));
    }

    private void refuse(Map<?, ?> error) {
        String message = String.valueOf(error.get("error_message"));
        if (!"parser".equals(error.get("error_type"))) {
            throw new SqlRefusal("only SELECT is allowed here (and WITH, FROM, VALUES, DESCRIBE and SUMMARIZE)");
        }
        long offset = error.get("position") == null ? -1 : Long.parseLong(String.valueOf(error.get("position")));
        throw SqlRefusal.at(text, offset, message.lines().findFirst().orElse(message));
    }

    /** The names that WITH gives to queries. */
    private void collectNames(@Nullable Object node) {
        if (node instanceof List<?> items) {
            items.forEach(this::collectNames);
        } else if (node instanceof Map<?, ?> fields) {
            if (fields.get("cte_map") instanceof Map<?, ?> ctes && ctes.get("map") instanceof List<?> entries) {
                for (Object entry : entries) {
                    String name = lower(((Map<?, ?>) entry).get("key"));
                    if (taken.contains(name)) {
                        throw new SqlRefusal("WITH cannot give a query the name " + name + ": choose another name");
                    }
                    named.add(name);
                }
            }
            fields.values().forEach(this::collectNames);
        }
    }

    private void check(@Nullable Object node) {
        if (node instanceof List<?> items) {
            items.forEach(this::check);
        } else if (node instanceof Map<?, ?> fields) {
            checkKind(fields);
            boolean tableFunction = "TABLE_FUNCTION".equals(fields.get("type"));
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                if (tableFunction && "function".equals(field.getKey())) {
                    check(((Map<?, ?>) field.getValue()).get("arguments")); // checkKind has seen its name
                } else if (!"literal".equals(field.getKey())) { // data, not a part of the question
                    check(field.getValue());
                }
            }
        }
    }

    private void checkKind(Map<?, ?> fields) {
        Object expression = fields.get("class");
        Object type = fields.get("type");
        if (expression == null && !(type instanceof String)) {
            return; // neither an expression nor a part of a query: a list of either
        }
        String kind = String.valueOf(expression == null ? type : expression);
        if (!(expression == null ? PARTS : EXPRESSIONS).contains(kind)) {
            throw refused(fields, kind.replace('_', ' ').toLowerCase(Locale.ROOT) + " is not allowed here");
        }
        switch (kind) {
            case "FUNCTION", "WINDOW" -> checkFunction(fields);
            case "BASE_TABLE" -> checkTable(fields);
            case "TABLE_FUNCTION" -> checkTableFunction(fields);
            case "SHOW_REF" -> checkDescription(fields);
            default -> {}
        }
    }

    private void checkFunction(Map<?, ?> fields) {
        String name = lower(fields.get("function_name"));
        if (!isEmpty(fields.get("schema")) || !isEmpty(fields.get("catalog")) || !SqlFunctions.allows(name)) {
            throw refused(fields, "the function " + name + " is not allowed here: docs/sql.md lists those that are");
        }
        if (SqlFunctions.lengthens(name) && ++lengthening > MAX_LENGTHENING) {
            throw refused(
                    fields,
                    "a question may call || , concat, replace and regexp_replace " + MAX_LENGTHENING
                            + " times in all: select the parts as columns instead");
        }
    }

    private void checkTable(Map<?, ?> fields) {
        String name = lower(fields.get("table_name"));
        boolean qualified = !isEmpty(fields.get("schema_name")) || !isEmpty(fields.get("catalog_name"));
        if (qualified || !(tables.contains(name) || named.contains(name))) {
            throw refused(
                    fields,
                    "there is no table " + name + ": there are "
                            + String.join(", ", tables.stream().sorted().toList()));
        }
    }

    private void checkTableFunction(Map<?, ?> fields) {
        String name = fields.get("function") instanceof Map<?, ?> function ? lower(function.get("function_name")) : "";
        if (!SqlFunctions.allowsTable(name)) {
            throw refused(fields, "the table function " + name + " is not allowed here: range and unnest are");
        }
    }

    /** DESCRIBE and SUMMARIZE of a query; SHOW would list what nobody may read. */
    private static void checkDescription(Map<?, ?> fields) {
        if (!(fields.get("query") instanceof Map)) {
            throw new SqlRefusal(
                    "SHOW is not allowed here: docs/sql.md lists the tables, DESCRIBE a table its columns");
        }
    }

    private SqlRefusal refused(Map<?, ?> fields, String message) {
        Object location = fields.get("query_location");
        try {
            return SqlRefusal.at(text, location == null ? -1 : Long.parseLong(String.valueOf(location)), message);
        } catch (NumberFormatException unknown) { // the parser writes the greatest unsigned number
            return new SqlRefusal(message);
        }
    }

    private static boolean isEmpty(@Nullable Object name) {
        return name == null || "".equals(name);
    }

    private static String lower(@Nullable Object name) {
        return String.valueOf(name).toLowerCase(Locale.ROOT);
    }
}
