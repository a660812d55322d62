package dev.crosswalk.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.library.Library;
import dev.crosswalk.testing.Pipeline;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.testing.TestLibrary;
import dev.crosswalk.workflows.Counts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the target forbids costs exactly the rows it forbids, each with its reason, whichever way
 * they are found: by a verdict, by the line of a failed COPY, or by splitting the batch.
 */
class VerdictsTest {
  @TempDir Path directory;
  private final TestDatabases databases = new TestDatabases();

  @AfterEach
  void dropDatabases() {
    databases.close();
  }

  // Found by a verdict, without an error.

  @Test
  void aNullInARequiredColumnCostsItsRow() {
    databases.of(
        """
        create table item (id integer primary key, name text);
        insert into item values (1, 'a'), (2, null), (3, '');
        """,
        "create table items (id uuid primary key, legacy_id integer unique, name text not null);");

    load(items("name: { from: i.name, phi: none }"));

    assertThat(rejects()).containsExactly("2|validation_failure.required|23502|name|null|rejected");
    assertThat(loaded("legacy_id, name")).containsExactly("1|a", "3|");
  }

  @Test
  void aRequiredColumnThatOnlyATagFillsIsRequiredToo() {
    databases.of(
        """
        create table item (id integer primary key, email text);
        insert into item values (1, 'a@example.test'), (2, null);
        """,
        """
        create table items (
          id uuid primary key, legacy_id integer unique, email text, standing text not null);
        """);

    load(
        items(
            "email: { from: i.email, rules: [email], phi: none }",
            "standing: { tagged: { email_invalid: invalid }, otherwise: null, phi: none }"));

    assertThat(rejects())
        .containsExactly(
            "1|validation_failure.required|23502|standing|null|rejected",
            "2|validation_failure.required|23502|standing|null|rejected");
  }

  @Test
  void aCheckRefusesWhatIsFalseAndLetsNullPass() {
    databases.of(
        """
        create table item (id integer primary key, low integer, high integer);
        insert into item values (1, 1, 2), (2, 0, 2), (3, 5, 4), (4, null, 4), (5, 5, null),
          (6, null, null);
        """,
        """
        create table items (
          id uuid primary key,
          legacy_id integer unique,
          low integer constraint low_is_positive check (low > 0),
          high integer,
          constraint low_is_below_high check (low < high)
        );
        """);

    load(items("low: { from: i.low, phi: none }", "high: { from: i.high, phi: none }"));

    assertThat(rejects())
        .containsExactly(
            "2|constraint_violation.check|23514|low|low_is_positive|rejected",
            "3|constraint_violation.check|23514|null|low_is_below_high|rejected");
    assertThat(loaded("legacy_id")).containsExactly("1", "4", "5", "6");
  }

  @Test
  void aCheckOnTheWholeRowIsLeftToTheServer() {
    databases.of(
        "create table item (id integer primary key, n integer);"
            + " insert into item values (1, 1), (2, 0), (3, 3)",
        "create table items (id uuid primary key, legacy_id integer unique, n integer);"
            + " alter table items add constraint whole check (items is not null and n > 0)");

    load(items("n: { from: i.n, phi: none }"));

    assertThat(rejects()).containsExactly("2|constraint_violation.check|23514|null|whole|rejected");
    assertThat(loaded("legacy_id")).containsExactly("1", "3");
  }

  @Test
  void aRowDivertedByOneUniqueIndexDoesNotCostTheNextHolderOfAnother() {
    databases.of(
        "create table item (id integer primary key, a text, b text);"
            + " insert into item values (1, 'same', 'held'), (2, 'same', 'x'), (3, 'same', 'y'),"
            + " (4, 'other', 'y')",
        "create table items (id uuid primary key, legacy_id integer unique, a text, b text);"
            + " create unique index items_a on items (a); create unique index items_b on items (b);"
            + " insert into items values (gen_random_uuid(), null, 'mine', 'held')");

    load(items("a: { from: i.a, phi: none }", "b: { from: i.b, phi: none }"));

    assertThat(rejects())
        .containsExactly(
            "1|constraint_violation.unique|23505|b|items_b|rejected",
            "3|constraint_violation.unique|23505|a|items_a|rejected");
    assertThat(loaded("legacy_id, a")).containsExactly("2|same", "4|other", "null|mine");
  }

  @Test
  void aCheckMayHoldQuestionMarksAndBraces() {
    databases.of(
        """
        create table item (id integer primary key, note text, attributes text);
        insert into item values
          (1, 'plain', '{"kind": 1}'),
          (2, '{fn now()} ?', '{"kind": 1}'),
          (3, '{0} it''s', '{"kind": 1}'),
          (4, '???', '{"kind": 1}'),
          (5, 'plain', '{"size": 1}'),
          (6, 'plain', '{"kind": 1, "secret": 2}'),
          (7, null, null);
        """,
        """
        create table items (
          id uuid primary key,
          legacy_id integer unique,
          note text
            constraint no_escape check (note not in ('{fn now()} ?', '{0} it''s'))
            constraint no_marks check (note !~ '^\\?{2,}$'),
          attributes jsonb
            constraint has_kind check (attributes ? 'kind')
            constraint has_no_secret check (not attributes ?| array['secret', 'to?ken'])
        );
        """);

    load(
        items(
            "note: { from: i.note, phi: none }", "attributes: { from: i.attributes, phi: none }"));

    assertThat(rejects())
        .containsExactly(
            "2|constraint_violation.check|23514|note|no_escape|rejected",
            "3|constraint_violation.check|23514|note|no_escape|rejected",
            "4|constraint_violation.check|23514|note|no_marks|rejected",
            "5|constraint_violation.check|23514|attributes|has_kind|rejected",
            "6|constraint_violation.check|23514|attributes|has_no_secret|rejected");
    assertThat(loaded("legacy_id")).containsExactly("1", "7");
  }

  @Test
  void aCheckThatRaisesCostsTheRowThatMakesItRaise() {
    databases.of(
        """
        create table item (id integer primary key, parts integer);
        insert into item values (1, 1), (2, 0), (3, 20), (4, 2);
        """,
        """
        create table items (
          id uuid primary key, legacy_id integer unique,
          parts integer constraint few_parts check (10 / parts > 0));
        """);

    load(items("parts: { from: i.parts, phi: none }"));

    assertThat(rejects())
        .containsExactly(
            "2|validation_failure.format|22012|null|null|rejected",
            "3|constraint_violation.check|23514|parts|few_parts|rejected");
  }

  @Test
  void aUniqueValueIsRefusedThatTheTargetOrAnEarlierRowOfTheBatchHolds() {
    databases.of(
        """
        create table item (id integer primary key, code text);
        insert into item values (1, 'held'), (2, 'new'), (3, 'new'), (4, null), (5, null), (6, 'x');
        """,
        """
        create table items (
          id uuid primary key, legacy_id integer unique, code text constraint one_code unique);
        insert into items values (gen_random_uuid(), null, 'held');
        """);

    load(items("code: { from: i.code, phi: none }"));

    assertThat(rejects())
        .containsExactly(
            "1|constraint_violation.unique|23505|code|one_code|rejected",
            "3|constraint_violation.unique|23505|code|one_code|rejected");
    assertThat(loaded("legacy_id, code"))
        .containsExactly("2|new", "4|null", "5|null", "6|x", "null|held");
  }

  @Test
  void aUniqueValueIsRefusedThatAnEarlierBatchBrought() {
    databases.of(
        """
        create table item (id integer primary key, code text);
        insert into item select n, case when n in (1, 25) then 'same' else n::text end
        from generate_series(1, 30) n;
        """,
        """
        create table items (
          id uuid primary key, legacy_id integer unique, code text constraint one_code unique);
        """);

    load(items("code: { from: i.code, phi: none }"));

    assertThat(rejects())
        .containsExactly("25|constraint_violation.unique|23505|code|one_code|rejected");
  }

  @Test
  void aUniqueIndexMayBePartialOrOverAnExpressionOrOverTwoColumns() {
    databases.of(
        """
        create table item (
          id integer primary key, code text, active boolean, email text, a integer, b integer);
        insert into item values
          (1, 'c', true, 'A@x.test', 1, 1),
          (2, 'c', false, null, 1, 2),
          (3, 'c', false, null, 2, 1),
          (4, 'c', true, null, 3, 1),
          (5, null, null, 'a@X.test', 4, 1),
          (6, null, null, null, 1, 2),
          (7, null, null, null, 1, null),
          (8, null, null, null, 1, null),
          (9, 'c', null, null, null, 9),
          (10, 'C', true, 'b@x.test', null, 9),
          (11, 'retired', true, null, null, null);
        """,
        """
        create table items (
          id uuid primary key, legacy_id integer unique,
          code text, active boolean, email text, a integer, b integer);
        insert into items (id, code, active) values (gen_random_uuid(), 'retired', false);
        create unique index active_code on items (code) where active;
        create unique index any_case on items (lower(email));
        create unique index pair on items (a, b);
        """);

    load(
        items(
            "code: { from: i.code, phi: none }",
            "active: { from: i.active, phi: none }",
            "email: { from: i.email, phi: none }",
            "a: { from: i.a, phi: none }",
            "b: { from: i.b, phi: none }"));

    assertThat(rejects())
        .containsExactly(
            "4|constraint_violation.unique|23505|null|active_code|rejected",
            "5|constraint_violation.unique|23505|email|any_case|rejected",
            "6|constraint_violation.unique|23505|null|pair|rejected");
  }

  @Test
  void aRowThatIsRefusedForAnotherReasonClaimsNoUniqueValue() {
    databases.of(
        """
        create table item (id integer primary key, code text, size integer);
        insert into item values (1, 'same', -1), (2, 'same', 1), (3, 'same', 1);
        """,
        """
        create table items (
          id uuid primary key, legacy_id integer unique,
          code text constraint one_code unique,
          size integer constraint positive check (size > 0));
        """);

    load(items("code: { from: i.code, phi: none }", "size: { from: i.size, phi: none }"));

    assertThat(rejects())
        .containsExactly(
            "1|constraint_violation.check|23514|size|positive|rejected",
            "3|constraint_violation.unique|23505|code|one_code|rejected");
  }

  @Test
  void aConflictKeyMetTwiceOrHeldByAnotherRowIsTaken() {
    databases.of(
        """
        create table item (id integer primary key, code text, note text);
        insert into item values (1, 'a', 'x'), (2, 'held', 'x'), (3, 'a', 'y'), (4, 'd', 'x');
        """,
        """
        create table items (
          id uuid primary key, legacy_id integer, code text constraint one_code unique, note text);
        insert into items values (gen_random_uuid(), null, 'held', 'theirs');
        """);
    String entity =
        items("code: { from: i.code, phi: none }", "note: { from: i.note, phi: none }")
            .replace("key: [legacy_id]", "key: [code]");

    load(entity);

    assertThat(rejects())
        .containsExactly(
            "2|constraint_violation.key_taken|23505|code|one_code|rejected",
            "3|constraint_violation.key_taken|23505|code|one_code|rejected");
    assertThat(loaded("legacy_id, code, note"))
        .containsExactly("1|a|x", "4|d|x", "null|held|theirs");
  }

  @Test
  void whatTheSameLegacyRowBroughtBeforeIsThereAndNotTaken() {
    databases.of(
        """
        create table item (id integer primary key, code text);
        insert into item values (1, 'a'), (2, 'b'), (3, 'a');
        """,
        """
        create table items (
          id uuid primary key, legacy_id integer, code text constraint one_code unique);
        """);
    String entity =
        items("code: { from: i.code, phi: none }").replace("key: [legacy_id]", "key: [code]");

    load(entity);
    assertThat(run("second", library(entity)))
        .containsExactly("items: source 3, read 3, existing_same 2, rejected 1");
  }

  // References.

  private static final String OWNERS =
      """
      entity: owners
      description: Parents.
      sources:
        - { table: owner o, key: o.id }
      target:
        table: owners
        conflict: { key: [legacy_id], action: keep }
      columns:
        - legacy_id: { from: o.id, phi: none }
        - name: { from: o.name, phi: none }
      """;

  private static final String PETS =
      """
      entity: pets
      description: Children.
      sources:
        - { table: pet p, key: p.id }
      target:
        table: pets
        conflict: { key: [legacy_id], action: keep }
      columns:
        - legacy_id: { from: p.id, phi: none }
        - owner_id: { reference: owners, by: legacy_id, from: p.owner_id, phi: none }
        - keeper_id:
            reference: owners
            by: legacy_id
            from: p.keeper_id
            missing: null
            phi: none
      """;

  private static final String VISITS =
      """
      entity: visits
      description: Grandchildren.
      sources:
        - { table: visit v, key: v.id }
      target:
        table: visits
        conflict: { key: [legacy_id], action: keep }
      columns:
        - legacy_id: { from: v.id, phi: none }
        - pet_id: { reference: pets, by: legacy_id, from: v.pet_id, phi: none }
      """;

  @Test
  void aHardReferenceNeedsItsParentAndARejectedParentDefersItsChildren() {
    databases.of(
        """
        create table owner (id integer primary key, name text);
        insert into owner values (1, 'Ann'), (2, null);
        create table pet (id integer primary key, owner_id integer, keeper_id integer);
        insert into pet values
          (1, 1, 1), (2, 2, null), (3, 99, null), (4, null, null), (5, 1, 2), (6, 1, 99);
        create table visit (id integer primary key, pet_id integer);
        insert into visit values (1, 1), (2, 2), (3, 3), (4, 77);
        """,
        """
        create table owners (id uuid primary key, legacy_id integer unique, name text not null);
        create table pets (
          id uuid primary key, legacy_id integer unique,
          owner_id uuid not null references owners, keeper_id uuid references owners);
        create table visits (
          id uuid primary key, legacy_id integer unique, pet_id uuid references pets);
        """);

    assertThat(load(OWNERS, PETS, VISITS))
        .containsExactly(
            "owners: source 2, read 2, inserted 1, rejected 1",
            "pets: source 6, read 6, inserted 3, rejected 2, deferred 1",
            "visits: source 4, read 4, inserted 1, rejected 1, deferred 2");
    assertThat(
            databases.modernRows(
                """
                select entity, source_key, code, sqlstate, column_name, disposition,
                  parent_entity, parent_key
                from crosswalk.reject
                order by entity, source_key::integer
                """))
        .containsExactly(
            "owners|2|validation_failure.required|23502|name|rejected|null|null",
            "pets|2|missing_parent.rejected|23503|owner_id|deferred|owners|2",
            "pets|3|missing_parent.orphan|23503|owner_id|rejected|owners|99",
            "pets|4|validation_failure.required|23502|owner_id|rejected|null|null",
            "visits|2|missing_parent.rejected|23503|pet_id|deferred|pets|2",
            "visits|3|missing_parent.rejected|23503|pet_id|deferred|pets|3",
            "visits|4|missing_parent.orphan|23503|pet_id|rejected|pets|77");
    assertThat(
            databases.modernRows(
                """
                select p.legacy_id, o.legacy_id, k.legacy_id
                from pets p
                join owners o on o.id = p.owner_id
                left join owners k on k.id = p.keeper_id
                order by 1
                """))
        .containsExactly("1|1|1", "5|1|null", "6|1|null");
  }

  @Test
  void aSoftReferenceIntoARequiredColumnCostsTheRowThatHasNone() {
    databases.of(
        """
        create table owner (id integer primary key, name text);
        insert into owner values (1, 'Ann');
        create table pet (id integer primary key, owner_id integer, keeper_id integer);
        insert into pet values (1, 1, 1), (2, 1, 99);
        """,
        """
        create table owners (id uuid primary key, legacy_id integer unique, name text not null);
        create table pets (
          id uuid primary key, legacy_id integer unique,
          owner_id uuid not null references owners, keeper_id uuid not null references owners);
        """);

    load(OWNERS, PETS);

    assertThat(rejects())
        .containsExactly("2|validation_failure.required|23502|keeper_id|null|rejected");
  }

  // Found by the line of a failed COPY.

  private static final String TYPED =
      """
      create type colour as enum ('red', 'green');
      create domain score as integer constraint score_range check (value between 0 and 10);
      create domain label as text constraint label_given not null;
      create table items (
        id uuid primary key, legacy_id integer unique,
        amount integer, born date, name varchar(5), price numeric(5, 2), ok boolean,
        paint colour, points score, tag label);
      """;

  private static final String TYPED_ITEMS =
      items(
          "amount: { from: i.amount, phi: none }",
          "born: { from: i.born, phi: none }",
          "name: { from: i.name, phi: none }",
          "price: { from: i.price, phi: none }",
          "ok: { from: i.ok, phi: none }",
          "paint: { from: i.paint, phi: none }",
          "points: { from: i.points, phi: none }",
          "tag: { from: i.tag, phi: none }");

  /** Thirty rows without a fault, in batches of ten, to be spoilt one by one. */
  private void thirtyGoodRows(String spoil) {
    databases.of(
        """
        create table item (
          id integer primary key, amount text, born text, name text, price text, ok text,
          paint text, points text, tag text);
        insert into item
        select n, n, '2020-02-28', 'n' || n, '9.99', 'true', 'red', '5', 't'
        from generate_series(1, 30) n;
        """
            + spoil,
        TYPED);
  }

  @Test
  void eachValueThatDoesNotFitItsTypeCostsItsRowAndNamesItsColumn() {
    thirtyGoodRows(
        """
        update item set amount = 'twelve' where id = 2;
        update item set amount = '99999999999' where id = 3;
        update item set born = '2023-02-30' where id = 5;
        update item set born = 'soon' where id = 7;
        update item set name = 'too long' where id = 11;
        update item set price = '1234.5' where id = 13;
        update item set ok = 'perhaps' where id = 16;
        update item set paint = 'blue' where id = 17;
        update item set points = '11' where id = 22;
        update item set tag = null where id = 25;
        """);

    assertThat(load(TYPED_ITEMS))
        .containsExactly("items: source 30, read 30, inserted 20, rejected 10");
    assertThat(rejects())
        .containsExactly(
            "2|schema_mismatch.type|22P02|amount|null|rejected",
            "3|schema_mismatch.range|22003|amount|null|rejected",
            "5|validation_failure.format|22008|born|null|rejected",
            "7|validation_failure.format|22007|born|null|rejected",
            "11|schema_mismatch.length|22001|name|null|rejected",
            "13|schema_mismatch.range|22003|price|null|rejected",
            "16|schema_mismatch.type|22P02|ok|null|rejected",
            "17|schema_mismatch.enum|22P02|paint|null|rejected",
            "22|constraint_violation.check|23514|points|score_range|rejected",
            "25|validation_failure.required|23502|tag|null|rejected");
  }

  @Test
  void badRowsMayStandFirstAndLastAndSideBySide() {
    thirtyGoodRows("update item set amount = 'x' where id in (1, 4, 5, 6, 10, 11, 20, 30);");

    assertThat(load(TYPED_ITEMS))
        .containsExactly("items: source 30, read 30, inserted 22, rejected 8");
    assertThat(keys()).containsExactly("1", "4", "5", "6", "10", "11", "20", "30");
  }

  @Test
  void nothingButBadRowsLeavesAnEmptyTableAndBalancedBooks() {
    thirtyGoodRows("update item set amount = 'x';");

    assertThat(load(TYPED_ITEMS)).containsExactly("items: source 30, read 30, rejected 30");
  }

  // Found by splitting the batch.

  @Test
  void aTriggerThatRefusesARowCostsThatRow() {
    thirtyGoodRows("");
    databases.modern(
        """
        create function refuse() returns trigger language plpgsql as $$
        begin
          if new.legacy_id in (3, 4, 17) then
            raise exception 'no number %', new.legacy_id;
          end if;
          return new;
        end $$;
        create trigger refuse before insert on items for each row execute function refuse();
        """);

    assertThat(load(TYPED_ITEMS))
        .containsExactly("items: source 30, read 30, inserted 27, rejected 3");
    assertThat(rejects())
        .containsExactly(
            "3|constraint_violation.trigger|P0001|null|null|rejected",
            "4|constraint_violation.trigger|P0001|null|null|rejected",
            "17|constraint_violation.trigger|P0001|null|null|rejected");
  }

  @Test
  void anExclusionConstraintCostsTheRowThatOverlaps() {
    databases.of(
        """
        create table item (id integer primary key, low integer, high integer);
        insert into item values (1, 1, 5), (2, 4, 6), (3, 6, 9), (4, 8, 8), (5, 20, 21), (6, 1, 30);
        """,
        """
        create table items (
          id uuid primary key, legacy_id integer unique, span int4range,
          constraint no_overlap exclude using gist (span with &&));
        """);

    load(items("span: { from: \"'[' || i.low || ',' || i.high || ')'\", phi: none }"));

    assertThat(rejects())
        .containsExactly(
            "2|constraint_violation.exclusion|23P01|null|no_overlap|rejected",
            "6|constraint_violation.exclusion|23P01|null|no_overlap|rejected");
    assertThat(loaded("legacy_id, span"))
        .containsExactly("1|[1,5)", "3|[6,9)", "4|empty", "5|[20,21)");
  }

  @Test
  void aCheckOverAGeneratedColumnCostsItsRow() {
    databases.of(
        """
        create table item (id integer primary key, price integer, amount integer);
        insert into item values (1, 2, 3), (2, 50, 30), (3, 0, 5), (4, null, 5);
        """,
        """
        create table items (
          id uuid primary key, legacy_id integer unique, price integer, amount integer,
          total integer generated always as (price * amount) stored
            constraint affordable check (total < 1000));
        """);

    load(items("price: { from: i.price, phi: none }", "amount: { from: i.amount, phi: none }"));

    assertThat(rejects())
        .containsExactly("2|constraint_violation.check|23514|null|affordable|rejected");
    assertThat(loaded("legacy_id, total")).containsExactly("1|6", "3|0", "4|null");
  }

  @Test
  void aForeignKeyThatNoReferenceDeclaresCostsTheRowThatBreaksIt() {
    databases.of(
        """
        create table item (id integer primary key, country text);
        insert into item values (1, 'DE'), (2, 'XX'), (3, null), (4, 'DE');
        """,
        """
        create table country (code text primary key);
        insert into country values ('DE');
        create table items (
          id uuid primary key, legacy_id integer unique,
          country text constraint known_country references country deferrable initially deferred);
        """);

    load(items("country: { from: i.country, phi: none }"));

    assertThat(rejects())
        .containsExactly("2|constraint_violation.foreign_key|23503|null|known_country|rejected");
    assertThat(loaded("legacy_id")).containsExactly("1", "3", "4");
  }

  @Test
  void aUniqueConstraintThatIsNotCompiledCostsTheSecondRow() {
    databases.of(
        """
        create table item (id integer primary key, late text, blank text, kept text);
        insert into item values
          (1, 'a', 'n', 'k'), (2, 'a', 'm', 'l'), (3, 'b', null, 'm'), (4, 'c', null, 'n'),
          (5, 'd', 'o', 'k'), (6, 'e', 'p', 'o');
        """,
        """
        create table items (
          id uuid primary key, legacy_id integer unique,
          late text constraint late unique deferrable initially deferred,
          blank text constraint blank unique nulls not distinct,
          kept text,
          constraint kept unique (kept) include (late));
        """);

    load(
        items(
            "late: { from: i.late, phi: none }",
            "blank: { from: i.blank, phi: none }",
            "kept: { from: i.kept, phi: none }"));

    assertThat(rejects())
        .containsExactly(
            "2|constraint_violation.unique|23505|null|late|rejected",
            "4|constraint_violation.unique|23505|null|blank|rejected",
            "5|constraint_violation.unique|23505|null|kept|rejected");
  }

  // All of them together.

  @Test
  void oneBatchMayHoldEveryKindOfBadRow() {
    thirtyGoodRows(
        """
        update item set amount = 'x' where id in (2, 12);
        update item set amount = '-1' where id in (3, 13);
        update item set name = null where id = 5;
        update item set amount = '6', price = '1.00' where id = 7;
        update item set points = '10' where id in (9, 19);
        """);
    databases.modern(
        """
        alter table items
          add constraint positive check (amount > 0),
          add constraint one_amount unique (amount),
          alter name set not null;
        create function refuse() returns trigger language plpgsql as $$
        begin
          if new.points = 10 then
            raise exception 'ten';
          end if;
          return new;
        end $$;
        create trigger refuse after insert on items for each row execute function refuse();
        """);

    assertThat(load(TYPED_ITEMS))
        .containsExactly("items: source 30, read 30, inserted 22, rejected 8");
    assertThat(rejects())
        .containsExactly(
            "2|schema_mismatch.type|22P02|amount|null|rejected",
            "3|constraint_violation.check|23514|amount|positive|rejected",
            "5|validation_failure.required|23502|name|null|rejected",
            "7|constraint_violation.unique|23505|amount|one_amount|rejected",
            "9|constraint_violation.trigger|P0001|null|null|rejected",
            "12|schema_mismatch.type|22P02|amount|null|rejected",
            "13|constraint_violation.check|23514|amount|positive|rejected",
            "19|constraint_violation.trigger|P0001|null|null|rejected");
  }

  // Names.

  @Test
  void namesMayBeMixedCaseReservedOrOdd() {
    databases.of(
        """
        create table "Order" ("Id" integer primary key, "select" text, "a ""b"" " text, "user" text);
        insert into "Order" values
          (1, 'x', 'one', 'Ann'), (2, null, 'two', 'Ann'), (3, 'x', 'one', 'Bob'),
          (4, 'y', 'four', 'too long'), (5, '-', 'five', null);
        """,
        """
        create schema "Sales";
        create table "Sales"."Order" (
          id uuid primary key,
          "Legacy Id" integer constraint "Key" unique,
          "select" text not null constraint "No Dash" check ("select" <> '-'),
          "a ""b"" " text,
          "user" varchar(5));
        create unique index "Lower b" on "Sales"."Order" (lower("a ""b"" "));
        grant usage on schema "Sales" to public;
        grant select, insert on "Sales"."Order" to public;
        """);
    String entity =
        """
        entity: order
        description: Reserved word and mixed case.
        sources:
          - { table: '"Order" o', key: 'o."Id"' }
        target:
          table: Sales.Order
          conflict: { key: [Legacy Id], action: keep }
        columns:
          - Legacy Id: { from: 'o."Id"', phi: none }
          - select: { from: 'o."select"', phi: none }
          - 'a "b" ': { from: 'o."a ""b"" "', phi: none }
          - user: { from: 'o."user"', phi: none }
        """;

    assertThat(load(entity)).containsExactly("order: source 5, read 5, inserted 1, rejected 4");
    assertThat(rejects())
        .containsExactly(
            "2|validation_failure.required|23502|select|null|rejected",
            "3|constraint_violation.unique|23505|a \"b\" |Lower b|rejected",
            "4|schema_mismatch.length|22001|user|null|rejected",
            "5|constraint_violation.check|23514|select|No Dash|rejected");
    assertThat(run("second", library(entity)))
        .containsExactly("order: source 5, read 5, existing_same 1, rejected 4");
  }

  @Test
  void aTableMayBeCalledAsAStepOfTheMerge() {
    for (String name : List.of("resolved", "judged", "settled", "inserted", "booked", "h", "s")) {
      try (TestDatabases own = new TestDatabases()) {
        own.of(
            """
            create table item (id integer primary key, size integer);
            insert into item values (1, 1), (2, 1), (3, -1);
            """,
            """
            create table %s (
              id uuid primary key, legacy_id integer unique,
              size integer unique check (size > 0));
            """
                .formatted(name));
        Library library =
            library(
                items("size: { from: i.size, phi: none }")
                    .replace("table: items", "table: " + name));
        try (Pipeline pipeline = new Pipeline(own.pools(), library, "test", "first", 10, 10)) {
          assertThat(pipeline.load("items"))
              .as(name)
              .extracting(Counts::inserted, Counts::rejected)
              .containsExactly(1L, 2L);
        }
      }
    }
  }

  /** An entity over {@code item i} into {@code items}, with these columns beside its key. */
  private static String items(String... columns) {
    StringBuilder yaml =
        new StringBuilder(
            """
            entity: items
            description: What the test loads.
            sources:
              - { table: item i, key: i.id }
            target:
              table: items
              conflict: { key: [legacy_id], action: keep }
            columns:
              - legacy_id: { from: i.id, phi: none }
            """);
    for (String column : columns) {
      yaml.append("  - ").append(column).append('\n');
    }
    return yaml.toString();
  }

  private Library library(String... entities) {
    TestLibrary library = new TestLibrary(directory);
    List<String> names = new ArrayList<>();
    for (String entity : entities) {
      library.entity(entity);
      names.add(entity.substring("entity: ".length(), entity.indexOf('\n')));
    }
    return library.plan(names.toArray(String[]::new)).library();
  }

  private List<String> load(String... entities) {
    return run("first", library(entities));
  }

  /** Loads everything in batches of ten; returns the accounts, which must balance. */
  private List<String> run(String run, Library library) {
    try (Pipeline pipeline = new Pipeline(databases.pools(), library, "test", run, 10, 1000)) {
      pipeline.loadAll();
      pipeline.finish();
    }
    String ofRun = " where run = '" + run + "'";
    assertThat(databases.modernRows("select balanced from crosswalk.accounting" + ofRun))
        .isNotEmpty()
        .containsOnly("t");
    assertThat(databases.modernValue("select count(*) from crosswalk.reject" + ofRun))
        .isEqualTo(
            databases.modernValue(
                "select sum(rejected + deferred) from crosswalk.accounting" + ofRun));
    return databases.modernRows(
        """
        select entity || ': ' || (
          select string_agg(term.key || ' ' || term.value, ', ' order by term.no)
          from json_each_text(to_json(a)) with ordinality term (key, value, no)
          where term.key not in ('run', 'phase', 'entity', 'balanced') and term.value <> '0')
        from crosswalk.accounting a
        """
            + ofRun);
  }

  private List<String> rejects() {
    return databases.modernRows(
        """
        select source_key, code, sqlstate, column_name, constraint_name, disposition
        from crosswalk.reject
        where run = 'first'
        order by source_key::integer
        """);
  }

  private List<String> keys() {
    return databases.modernRows(
        "select source_key from crosswalk.reject order by source_key::integer");
  }

  /** Rows of {@code items}, those of the source first, by their key. */
  private List<String> loaded(String columns) {
    return databases.modernRows("select " + columns + " from items order by legacy_id nulls last");
  }
}
