package io.anomalyradar.pipeline.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * The statements of a script, at semicolons that are neither in a text, a quoted name nor a comment. Comments stay: the
 * parser skips them.
 */
final class Statements {
    private final String script;
    private final List<String> found = new ArrayList<>();
    private int begin;
    private boolean hasCode;

    private Statements(String script) {
        this.script = script;
    }

    static List<String> of(String script) {
        Statements statements = new Statements(script);
        statements.split();
        return List.copyOf(statements.found);
    }

    private void split() {
        int at = 0;
        while (at < script.length()) {
            char c = script.charAt(at);
            if (script.startsWith("--", at)) {
                at = end("\n", at + 2);
            } else if (script.startsWith("/*", at)) {
                at = end("*/", at + 2);
            } else if (c == '\'' || c == '`' || c == '"') {
                hasCode = true;
                at = end(String.valueOf(c), at + 1); // a doubled quote ends one text and begins the next
            } else {
                at++;
                if (c == ';') {
                    statement(at - 1);
                    begin = at;
                } else {
                    hasCode |= !Character.isWhitespace(c);
                }
            }
        }
        statement(script.length());
    }

    private int end(String mark, int from) {
        int at = script.indexOf(mark, from);
        return at < 0 ? script.length() : at + mark.length();
    }

    private void statement(int end) {
        if (hasCode) {
            found.add(script.substring(begin, end).strip());
        }
        hasCode = false;
    }
}
