package io.anomalyradar.pipeline.sql;

import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.pipeline.source.TelemetryTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamStatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.internal.TableEnvironmentInternal;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.operations.QueryOperation;
import org.apache.flink.table.operations.SinkModifyOperation;
import org.apache.flink.table.operations.ddl.CreateTableOperation;
import org.apache.flink.table.operations.ddl.CreateViewOperation;
import org.jspecify.annotations.Nullable;

/**
 * The statements of a user, read one after another against the tables of this installation. What is allowed is on a list:
 * {@code CREATE TABLE} without options, {@code CREATE VIEW}, {@code INSERT INTO}, and one query at the end in place of
 * inserts. Nothing runs before all of it is read.
 */
public final class SqlScript {
    private static final int MOST_CHARACTERS = 50_000;
    private static final int MOST_STATEMENTS = 50;

    /** Longer than clients of a topic pause; then the other partitions alone decide what time it is. */
    private static final Duration IDLE = Duration.ofSeconds(5);

    private final StreamTableEnvironment tables;
    private final RadarCatalog catalog;
    private final List<ResultTable> results = new ArrayList<>();
    private final List<String> inserts = new ArrayList<>();
    private @Nullable Table query;

    private SqlScript(StreamTableEnvironment tables, RadarCatalog catalog) {
        this.tables = tables;
        this.catalog = catalog;
    }

    /**
     * Reads {@code text}.
     *
     * @param environment gets the streams
     * @param range what the script reads; if it has an end, the answer is one without changes
     * @param maxClockSkew as the pipeline has it
     * @param stateRetention how long a group, a key of a join and the like are remembered after their last row
     * @throws ScriptRefusal if a statement is not allowed or not valid
     */
    public static SqlScript read(
            String text,
            StreamExecutionEnvironment environment,
            KafkaConfig kafka,
            ReadRange range,
            Duration maxClockSkew,
            Duration stateRetention) {
        List<String> statements = bounded(text);
        if (range.isBounded()) {
            environment.setRuntimeMode(RuntimeExecutionMode.BATCH);
        }
        StreamTableEnvironment tables = StreamTableEnvironment.create(
                environment,
                range.isBounded() ? EnvironmentSettings.inBatchMode() : EnvironmentSettings.inStreamingMode());
        var settings = tables.getConfig();
        settings.set("table.local-time-zone", "UTC");
        settings.set("table.dynamic-table-options.enabled", "false");
        settings.set("table.exec.source.idle-timeout", IDLE.toMillis() + " ms");
        settings.set("table.exec.sink.require-on-conflict", "false"); // the newest row of a key counts
        settings.set("table.exec.mini-batch.enabled", "true"); // one change of a group a second, not one for each row
        settings.set("table.exec.mini-batch.allow-latency", "1 s");
        settings.set("table.exec.mini-batch.size", "5000");
        settings.set("table.exec.state.ttl", stateRetention.toMillis() + " ms");
        RadarCatalog catalog =
                new RadarCatalog(kafka, new TableContext(eventsId(kafka), maxClockSkew.toMillis()), range);
        use(catalog, tables);
        tables.createTemporarySystemFunction("APPROX_COUNT_DISTINCT", DistinctCount.class);
        SqlScript script = new SqlScript(tables, catalog);
        for (int i = 0; i < statements.size(); i++) {
            try {
                script.read(statements.get(i));
            } catch (RuntimeException refused) {
                throw Refusals.of(i + 1, refused);
            }
        }
        return script;
    }

    @SuppressWarnings("deprecation") // what replaces it finds catalogs by a service: one with secrets cannot be given
    private static void use(RadarCatalog catalog, StreamTableEnvironment tables) {
        tables.registerCatalog(RadarCatalog.NAME, catalog);
        tables.useCatalog(RadarCatalog.NAME);
    }

    private static List<String> bounded(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new ScriptRefusal(
                    "the script has " + text.length() + " characters, at most " + MOST_CHARACTERS + " are allowed");
        }
        List<String> statements = Statements.of(text);
        if (statements.isEmpty()) {
            throw new ScriptRefusal("the script has no statement");
        }
        if (statements.size() > MOST_STATEMENTS) {
            throw new ScriptRefusal("the script has " + statements.size() + " statements, at most " + MOST_STATEMENTS
                    + " are allowed: make several jobs");
        }
        return statements;
    }

    private static String eventsId(KafkaConfig kafka) {
        try {
            return TelemetryTopic.eventsId(kafka);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ScriptRefusal("asking the broker for its topics was interrupted", interrupted);
        }
    }

    private void read(String statement) {
        List<Operation> operations =
                ((TableEnvironmentInternal) tables).getParser().parse(statement);
        if (operations.size() != 1) {
            throw new ScriptRefusal("it is more than one statement");
        }
        Operation operation = operations.get(0);
        if (query != null) {
            throw new ScriptRefusal("a query stands before it: a query is the last statement");
        }
        if (operation instanceof CreateTableOperation table) {
            createTable(statement, table);
        } else if (operation instanceof CreateViewOperation) {
            var unused = tables.executeSql(statement);
        } else if (operation instanceof SinkModifyOperation insert) {
            insert(statement, insert);
        } else if (operation instanceof QueryOperation) {
            if (!inserts.isEmpty()) {
                throw new ScriptRefusal("a script has either INSERT INTO statements or one query");
            }
            query = tables.sqlQuery(statement);
        } else {
            throw new ScriptRefusal(operation.getClass().getSimpleName().replace("Operation", "")
                    + " is not allowed: CREATE TABLE without options, CREATE VIEW, INSERT INTO and SELECT are");
        }
    }

    private void createTable(String statement, CreateTableOperation table) {
        ObjectIdentifier name = ours(table.getTableIdentifier());
        if (table.isTemporary()) {
            throw new ScriptRefusal("leave TEMPORARY out: a table is a topic, which stays");
        }
        ResultTable.check(name.getObjectName(), table.getCatalogTable());
        var unused = tables.executeSql(statement);
        boolean isKeyed =
                table.getCatalogTable().getResolvedSchema().getPrimaryKey().isPresent();
        results.add(catalog.result(name.getObjectName(), isKeyed));
    }

    private void insert(String statement, SinkModifyOperation insert) {
        ObjectIdentifier name = ours(insert.getContextResolvedTable().getIdentifier());
        RadarTable known = RadarTable.named(name.getObjectName());
        if (known != null && !known.isWritable()) {
            throw new ScriptRefusal("the radar itself writes " + known.tableName()
                    + ": insert into telemetry, events, or a table of your own");
        }
        if (insert.isOverwrite() || insert.isUpdate() || insert.isDelete()) {
            throw new ScriptRefusal("a topic takes INSERT INTO only");
        }
        inserts.add(statement);
    }

    private static ObjectIdentifier ours(ObjectIdentifier name) {
        if (!name.getCatalogName().equals(RadarCatalog.NAME)
                || !name.getDatabaseName().equals(RadarCatalog.DATABASE)) {
            throw new ScriptRefusal("tables have a name without dots");
        }
        return name;
    }

    /** Whether it ends with a query; otherwise it has inserts. */
    public boolean isQuery() {
        return query != null;
    }

    /**
     * Adds the inserts to the environment, as one job, after creating the topics that they write to.
     *
     * @throws ScriptRefusal if there are none
     */
    public void addInserts() {
        if (inserts.isEmpty()) {
            throw new ScriptRefusal("a job needs INSERT INTO: where should its results go?");
        }
        results.forEach(ResultTable::createTopic);
        StreamStatementSet set = tables.createStatementSet();
        try {
            inserts.forEach(set::addInsertSql);
            set.attachAsDataStream();
        } catch (RuntimeException refused) {
            throw new ScriptRefusal(Refusals.text(refused), refused);
        }
    }

    /**
     * Adds the query to the environment; its rows are printed (see {@link PrintedRows}).
     *
     * @param limit of rows; one more is read, to know whether there are more
     */
    public void addQuery(int limit) {
        Table asked = query;
        if (asked == null) {
            throw new ScriptRefusal("there is no query to answer: INSERT INTO runs as a job");
        }
        try {
            PrintedRows.print(tables.toDataStream(asked.limit(limit + 1)), asked.getResolvedSchema());
        } catch (RuntimeException refused) {
            throw new ScriptRefusal(Refusals.text(refused), refused);
        }
    }
}
