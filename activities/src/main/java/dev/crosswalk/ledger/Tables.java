package dev.crosswalk.ledger;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The ledger's tables and columns, declared by hand; {@code sql/ledger} defines them. */
final class Tables {
  static final Table<Record> PLAN = table("plan");
  static final Table<Record> RUN = table("run");
  static final Table<Record> PHASE = table("phase");
  static final Table<Record> ENTITY = table("entity");
  static final Table<Record> CHUNK = table("chunk");
  static final Table<Record> BATCH = table("batch");
  static final Table<Record> WRITTEN = table("written");
  static final Table<Record> BEFORE_IMAGE = table("before_image");
  static final Table<Record> FILTERED = table("filtered");
  static final Table<Record> RULE_CHANGE = table("rule_change");
  static final Table<Record> REJECT = table("reject");
  static final Table<Record> DIFFERENCE = table("difference");
  static final Table<Record> CLAIM = table("claim");
  static final Table<Record> REVIEW = table("review");
  static final Table<Record> PENDING = table("pending");
  static final Table<Record> PLACEHOLDER = table("placeholder");
  static final Table<Record> CHECK_RESULT = table("check_result");
  static final Table<Record> ACCOUNTING = table("accounting");

  static final Field<String> DIGEST = text("digest");
  static final Field<String> NAME = text("name");
  static final Field<String> BODY = text("body");
  static final Field<String> RUN_ID = text("run");
  static final Field<String> PLAN_NAME = text("plan");
  static final Field<String> PHASE_NAME = text("phase");
  static final Field<String> ENTITY_NAME = text("entity");
  static final Field<String> TITLE = text("title");
  static final Field<String> STATUS = text("status");
  static final Field<String> CODE = text("code");
  static final Field<String> REASON = text("reason");
  static final Field<String> WORKFLOW_ID = text("workflow_id");
  static final Field<String> OWNER_RUN_ID = text("owner_run_id");
  static final Field<String> SOURCE_FINGERPRINT = text("source_fingerprint");
  static final Field<String> TARGET_FINGERPRINT = text("target_fingerprint");
  static final Field<String> SOURCE_TABLE = text("source_table");
  static final Field<String> TARGET_TABLE = text("target_table");
  static final Field<String> RESOLVED_BY = text("resolved_by");
  static final Field<String> REPLAY_WORKFLOW_ID = text("replay_workflow_id");
  static final Field<String> REPLAY_RUN_ID = text("replay_run_id");
  static final Field<String> FROM_KEY = text("from_key");
  static final Field<String> TO_KEY = text("to_key");
  static final Field<String> AT_KEY = text("at_key");
  static final Field<String> SOURCE_KEY = text("source_key");
  static final Field<String> COLUMN_NAME = text("column_name");
  static final Field<String> TABLE_NAME = text("table_name");
  static final Field<String> CONSTRAINT_NAME = text("constraint_name");
  static final Field<String> DISPOSITION = text("disposition");
  static final Field<String> SEVERITY = text("severity");
  static final Field<String> SQLSTATE = text("sqlstate");
  static final Field<String> PARENT_ENTITY = text("parent_entity");
  static final Field<String> PARENT_KEY = text("parent_key");
  static final Field<String> PARENT_COLUMN = text("parent_column");
  static final Field<String> SUGGESTION = text("suggestion");
  static final Field<String> RULE = text("rule");
  static final Field<String> OUTCOME = text("outcome");
  static final Field<String> CHECK_NAME = text("check_name");
  static final Field<String> STATEMENT = text("statement");
  static final Field<String> ABOUT = text("about");
  static final Field<String> DENOMINATOR_OF = text("denominator_of");
  static final Field<String> AS_MEANT = text("as_meant");
  static final Field<Double> THRESHOLD = DSL.field(DSL.name("threshold"), SQLDataType.DOUBLE);
  static final Field<String> SETTLED_RUN = text("settled_run");
  static final Field<String> SETTLED_ENTITY = text("settled_entity");
  static final Field<String> SETTLED_XID = text("settled_xid");
  static final Field<Integer> SETTLED_BATCH = number("settled_batch");
  static final Field<String> KIND = text("kind");
  static final Field<String> SELECTION = text("selection");
  static final Field<Integer> NO = number("no");
  static final Field<Integer> CHUNK_NO = number("chunk");
  static final Field<Integer> BATCH_NO = number("batch");
  static final Field<Integer> ATTEMPT = number("attempt");
  static final Field<Integer> BATCH_ROWS = number("batch_rows");
  static final Field<Integer> CHUNK_ROWS = number("chunk_rows");
  static final Field<Integer> WRITER_PID = number("writer_pid");
  static final Field<Long> REJECT_ID = count("id");
  static final Field<Long> EPOCH = count("epoch");
  static final Field<Long> PLANNED_ROWS = count("planned_rows");
  static final Field<Long> SOURCE = count("source");
  static final Field<Long> ROWS = count("rows");
  static final Field<Long> READ = count("read");
  static final Field<Long> FILTERED_ROWS = count("filtered");
  static final Field<Long> INSERTED = count("inserted");
  static final Field<Long> UPDATED = count("updated");
  static final Field<Long> EXISTING_SAME = count("existing_same");
  static final Field<Long> EXISTING_DIFFERENT = count("existing_different");
  static final Field<Long> REJECTED = count("rejected");
  static final Field<Long> DEFERRED = count("deferred");
  static final Field<Long> LATE = count("late");
  static final Field<Long> EXPECTED = count("expected");
  static final Field<Long> ACTUAL = count("actual");
  static final Field<Long> VIOLATED = count("violated");
  static final Field<Long> DENOMINATOR = count("denominator");
  static final Field<String[]> KEYS = DSL.field(DSL.name("keys"), SQLDataType.CLOB.array());
  static final Field<byte[]> BYTES_DIGEST = DSL.field(DSL.name("digest"), SQLDataType.BLOB);
  static final Field<JSONB> REQUEST = DSL.field(DSL.name("request"), SQLDataType.JSONB);
  static final Field<UUID> TARGET_ID = DSL.field(DSL.name("target_id"), SQLDataType.UUID);
  static final Field<Boolean> WRITTEN_HERE = flag("inserted");
  static final Field<String[]> TARGET_COLUMNS =
      DSL.field(DSL.name("target_columns"), SQLDataType.CLOB.array());
  static final Field<Boolean> DONE = flag("done");
  static final Field<Boolean> UNDONE = flag("undone");
  static final Field<Boolean> PLANNED = flag("planned");
  static final Field<Boolean> BALANCED = flag("balanced");
  static final Field<OffsetDateTime> STARTED_AT = time("started_at");
  static final Field<OffsetDateTime> ENDED_AT = time("ended_at");
  static final Field<OffsetDateTime> CHANGED_AT = time("changed_at");
  static final Field<OffsetDateTime> MOVED_AT = time("moved_at");
  static final Field<OffsetDateTime> LAST_SEEN = time("last_seen");
  static final Field<OffsetDateTime> RESOLVED_AT = time("resolved_at");
  static final Field<OffsetDateTime> CHECKED_AT = time("checked_at");

  static {
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
  }

  private Tables() {}

  /** The settings under which every statement on the ledger is rendered. */
  static DSLContext on(java.sql.Connection connection) {
    return DSL.using(
        connection,
        SQLDialect.POSTGRES,
        new Settings().withRenderQuotedNames(RenderQuotedNames.ALWAYS).withExecuteLogging(false));
  }

  private static Table<Record> table(String name) {
    return DSL.table(DSL.name("crosswalk", name));
  }

  private static Field<String> text(String name) {
    return DSL.field(DSL.name(name), SQLDataType.CLOB);
  }

  private static Field<Integer> number(String name) {
    return DSL.field(DSL.name(name), SQLDataType.INTEGER);
  }

  private static Field<Long> count(String name) {
    return DSL.field(DSL.name(name), SQLDataType.BIGINT);
  }

  private static Field<Boolean> flag(String name) {
    return DSL.field(DSL.name(name), SQLDataType.BOOLEAN);
  }

  private static Field<OffsetDateTime> time(String name) {
    return DSL.field(DSL.name(name), SQLDataType.TIMESTAMPWITHTIMEZONE);
  }
}
