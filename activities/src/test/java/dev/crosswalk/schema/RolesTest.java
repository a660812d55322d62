package dev.crosswalk.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosswalk.testing.TestDatabases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What each role may do, and what not. Statements are run as the role, by the owner. */
class RolesTest {
  private static TestDatabases databases;

  @BeforeAll
  static void prepare() {
    databases = new TestDatabases().builtIn("0.01", "all");
    databases.modern(
        """
        insert into practices (id, name) values ('00000000-0000-0000-0000-000000000001', 'P');
        insert into crosswalk.reject (
          run, entity, source_table, source_key, chunk, batch, disposition, code, severity,
          suggestion, source_values, attempt)
        values ('r', 'patients', 'dispatch_patient', '1', 1, 1, 'rejected',
          'validation_failure.json', 'medium', 'Repair it.', '{"name": "Ann"}', 1);
        insert into crosswalk.review (run, entity, source_table, source_key, column_name, reason)
        values ('r', 'patients', 'dispatch_patient', '1', 'practice_id', 'low confidence');
        """);
  }

  @AfterAll
  static void drop() {
    databases.close();
  }

  /** In a transaction that the connection's end undoes. */
  private static void as(String role, String sql) {
    databases.modern("begin; set local role " + role + "; " + sql);
  }

  private static void refused(String role, String sql) {
    assertThatThrownBy(() -> as(role, sql)).as(sql).hasMessageContaining("permission denied");
  }

  @Test
  void theReaderReadsNoSecret() {
    // Tables of the same application that no plan has a use for.
    databases.legacy(
        """
        create table account_emailconfirmation (id integer, key text);
        create table otp_email_emaildevice (id integer, key text, token text);
        create table django_session (session_key text, session_data text);
        """);
    Schemas.grantSource(databases.legacyOwner());

    assertThat(
            databases.legacyRows(
                """
                select c.relname || '.' || a.attname
                from pg_class c
                join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
                where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
                 and (a.attname in ('password', 'key', 'token', 'session_key', 'session_data',
                     'card_bin', 'port')
                   or c.relname in ('dispatch_agent', 'dispatch_storage') and a.attname = 'address'
                   or c.relname = 'dispatch_globalsetting' and a.attname = 'settings')
                 and has_column_privilege('crosswalk_reader', c.oid, a.attnum, 'select')
                """))
        .isEmpty();
    assertThatThrownBy(
            () -> databases.legacy("set role crosswalk_reader; select password from auth_user"))
        .hasMessageContaining("permission denied");
    assertThatThrownBy(() -> databases.legacy("set role crosswalk_reader; table auth_user"))
        .hasMessageContaining("permission denied");
  }

  @Test
  void theReaderReadsEveryTableOfTheApplicationAndWritesNone() {
    databases.legacy("set role crosswalk_reader; select email from auth_user");
    assertThat(
            databases.legacyRows(
                """
                select c.relname
                from pg_class c
                where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
                 and c.relname ~ '^(dispatch|auth)_'
                 and not has_any_column_privilege('crosswalk_reader', c.oid, 'select')
                """))
        .isEmpty();
    assertThat(
            databases.legacyRows(
                """
                select c.relname
                from pg_class c
                where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
                 and (has_any_column_privilege('crosswalk_reader', c.oid, 'insert, update')
                   or has_table_privilege('crosswalk_reader', c.oid, 'delete, truncate'))
                """))
        .isEmpty();
  }

  @Test
  void theLoaderLoadsEveryTableAndOwnsNone() {
    assertThat(
            databases.modernRows(
                """
                select c.relname
                from pg_class c
                where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
                 and c.relname <> 'crosswalk_schema_history'
                 and not (has_table_privilege('crosswalk_loader', c.oid, 'select')
                   and has_table_privilege('crosswalk_loader', c.oid, 'insert')
                   and has_table_privilege('crosswalk_loader', c.oid, 'update')
                   and has_table_privilege('crosswalk_loader', c.oid, 'delete'))
                """))
        .isEmpty();
    as("crosswalk_loader", "delete from practices; select * from shipments; table ware");
    as("crosswalk_loader", "create temporary table stage (like practices)");
    refused("crosswalk_loader", "truncate practices");
    refused("crosswalk_loader", "delete from crosswalk.reject");
    refused("crosswalk_loader", "update crosswalk.audit set actor = 'nobody'");
    refused("crosswalk_loader", "insert into ware (name) values ('W')");
    refused("crosswalk_loader", "update crosswalk_schema_history set success = false");
    refused("crosswalk_loader", "create table public.mine (id integer)");
    assertThatThrownBy(() -> as("crosswalk_loader", "alter table practices add column x integer"))
        .hasMessageContaining("must be owner");
  }

  @Test
  void theRemediatorDecidesAndLoadsNothing() {
    as("crosswalk_remediator", "select source_values from crosswalk.reject");
    as("crosswalk_remediator", "update crosswalk.reject set status = 'resolved'");
    as("crosswalk_remediator", "update crosswalk.review set status = 'decided'");
    as("crosswalk_remediator", "table patients; table crosswalk.open_rejects; table shipments");
    as(
        "crosswalk_remediator",
        "insert into crosswalk.audit (actor, action, object) values ('a', 'show values', 'o')");
    refused("crosswalk_remediator", "update crosswalk.audit set actor = 'nobody'");
    refused("crosswalk_remediator", "update crosswalk.reject set code = 'other'");
    refused("crosswalk_remediator", "update crosswalk.reject set source_values = '{}'");
    refused("crosswalk_remediator", "delete from crosswalk.reject");
    refused("crosswalk_remediator", "insert into crosswalk.batch select * from crosswalk.batch");
    refused("crosswalk_remediator", "update practices set name = 'Q'");
    refused("crosswalk_remediator", "delete from patients");
    refused("crosswalk_remediator", "insert into practices (name) values ('Q')");
  }

  @Test
  void theAuditorSeesTheAccountAndNoPatient() {
    as("crosswalk_auditor", "table crosswalk.accounting; table crosswalk.open_rejects");
    as("crosswalk_auditor", "table crosswalk.mapping; table crosswalk.check_result");
    as("crosswalk_auditor", "table crosswalk.reject_pattern; table crosswalk.audit");
    as("crosswalk_auditor", "select source_key, code, resolved_by from crosswalk.reject");
    refused("crosswalk_auditor", "update crosswalk.audit set actor = 'nobody'");
    refused("crosswalk_auditor", "select source_values from crosswalk.reject");
    refused("crosswalk_auditor", "table crosswalk.reject");
    refused("crosswalk_auditor", "update crosswalk.reject set status = 'resolved'");
    refused("crosswalk_auditor", "insert into crosswalk.batch select * from crosswalk.batch");
    assertThat(
            databases.modernRows(
                """
                select c.relname
                from pg_class c
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
                 and has_any_column_privilege('crosswalk_auditor', c.oid,
                   'select, insert, update')
                """))
        .isEmpty();
  }
}
