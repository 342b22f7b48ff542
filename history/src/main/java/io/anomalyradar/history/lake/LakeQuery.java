package io.anomalyradar.history.lake;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/** Answers a question in SQL about the tables of the lake at {@code root}, as of the versions that are newest when it is asked. */
public final class LakeQuery {
    private final Path root;
    private final int megabytes;

    /** @param megabytes that answering may use */
    public LakeQuery(Path root, int megabytes) {
        this.root = root;
        this.megabytes = megabytes;
    }

    /**
     * The answer as text.
     *
     * @param complete whether it has all rows
     */
    public record Answer(List<String> columns, List<List<@Nullable String>> rows, boolean complete) {}

    /** The first {@code limit} rows. The tables are called telemetry and anomalies. */
    public Answer answer(String sql, int limit) {
        try (LakeEngine engine = new LakeEngine(megabytes, root)) {
            for (LakeSchema schema : LakeSchema.values()) {
                if (LakeTable.exists(root, schema)) {
                    String relation = LakeEngine.relation(
                            schema, LakeTable.open(root, schema).files(Expressions.alwaysTrue()));
                    engine.run("CREATE VIEW " + schema.table() + " AS SELECT * FROM " + relation);
                }
            }
            return read(engine, sql, limit);
        }
    }

    private static Answer read(LakeEngine engine, String sql, int limit) {
        try (Statement statement = engine.connection().createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int count = result.getMetaData().getColumnCount();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                columns.add(result.getMetaData().getColumnName(i));
            }
            List<List<@Nullable String>> rows = new ArrayList<>();
            boolean more = result.next();
            while (more && rows.size() < limit) {
                List<@Nullable String> row = new ArrayList<>();
                for (int i = 1; i <= count; i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
                more = result.next();
            }
            return new Answer(columns, rows, !more);
        } catch (SQLException failed) {
            throw LakeEngine.failure("the question cannot be answered", failed);
        }
    }
}
