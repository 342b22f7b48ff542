package io.anomalyradar.server.promql.syntax;

/** What an expression is when it is evaluated. */
public enum ExpressionType {
    SCALAR("scalar"),
    STRING("string"),
    VECTOR("instant vector"),
    MATRIX("range vector");

    private final String text;

    ExpressionType(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
