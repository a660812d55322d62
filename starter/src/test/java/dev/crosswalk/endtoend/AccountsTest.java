package dev.crosswalk.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Plan;
import dev.crosswalk.testing.Contents;
import dev.crosswalk.workflows.RunActivities.RunSummary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The complete plan, and then those that load what it does not: every row of every table is where
 * independent SQL over the legacy database says that it must be. With {@code -Plong} at production
 * scale.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountsTest {
  private static final String COMPLETE = "complete";

  private Engine engine;
  private Accounts accounts;

  /** What the complete plan makes of an empty target in the tables that another plan loads, too. */
  private List<String> alone = List.of();

  @BeforeAll
  void load() {
    engine = new Engine(Engine.SCALE);
    accounts = new Accounts(engine.databases.legacyOwner());
    engine.run(COMPLETE, COMPLETE);
    alone = Contents.of(engine.databases, shared());
    Set<String> loaded = new HashSet<>(Engine.LIBRARY.plan(COMPLETE).entities());
    for (Plan plan : Engine.LIBRARY.plans()) {
      if (loaded.addAll(plan.entities())) {
        engine.run(plan.plan(), plan.plan());
      }
    }
  }

  @AfterAll
  void close() {
    accounts.close();
    engine.close();
  }

  static List<String> entities() {
    return Accounts.entities();
  }

  @ParameterizedTest
  @MethodSource("entities")
  void everyRowIsWhereTheLegacyDatabaseSaysItMustBe(String entity) {
    SortedMap<String, Long> expected = accounts.of(entity);
    long source = expected.getOrDefault("source", 0L);
    assertThat(expected.values().stream().mapToLong(Long::longValue).sum())
        .as("source and its terms in %s", expected)
        .isEqualTo(2 * source);

    assertThat(account(entity)).isEqualTo(expected);
  }

  /** What the books say about the first run that loaded an entity, in the words of the files. */
  private SortedMap<String, Long> account(String entity) {
    String run =
        engine.databases.modernValue(
            """
            select e.run
            from crosswalk.entity e
            join crosswalk.run r on r.run = e.run
            where e.entity = '%s'
            order by r.started_at
            limit 1
            """
                .formatted(entity));
    SortedMap<String, Long> account = new TreeMap<>();
    for (String row :
        engine.databases.modernRows(
            """
            with mine as (select '%1$s' as run, '%2$s' as entity)
            select t.term, t.rows
            from mine
            join crosswalk.accounting a using (run, entity)
            cross join lateral (values
              ('source', a.source),
              ('loaded', a.inserted),
              ('updated', a.updated),
              ('existing_same', a.existing_same),
              ('existing_different', a.existing_different)) t (term, rows)
            where t.rows <> 0
            union all
            select 'filtered ' || f.name, sum(f.rows)
            from mine
            join crosswalk.filtered f using (run, entity)
            group by f.name
            union all
            select j.disposition || ' ' || j.code, count(*)
            from mine
            join crosswalk.reject j using (run, entity)
            group by j.disposition, j.code
            """
                .formatted(run, entity))) {
      String[] columns = row.split("\\|", 2);
      account.put(columns[0], Long.valueOf(columns[1]));
    }
    return account;
  }

  @Test
  void everyEntityHasAnAccount() {
    assertThat(entities())
        .containsExactlyInAnyOrderElementsOf(
            Engine.LIBRARY.plans().stream()
                .flatMap(plan -> plan.entities().stream())
                .distinct()
                .toList());
  }

  @Test
  void aSecondAndAThirdRunAddNothing() {
    List<String> before = Contents.written(engine.databases);
    for (String again : List.of("second", "third")) {
      RunSummary run = engine.run(again, COMPLETE);
      assertThat(run.entities())
          .allSatisfy(
              entity -> {
                assertThat(entity.counts().inserted()).as(entity.entity()).isZero();
                assertThat(entity.counts().updated()).as(entity.entity()).isZero();
              });
    }
    assertThat(Contents.written(engine.databases)).isEqualTo(before);
  }

  /** in 2025 all operations hung on one case. */
  @Test
  void operationsHangOnTheCaseOfTheirOrder() {
    assertThat(
            engine.databases.modernRows(
                """
                select c.legacy_patient_id, count(*)
                from operations o
                left join cases c on c.id = o.case_id
                group by 1
                order by 1
                """))
        .hasSizeGreaterThan(2)
        .isEqualTo(
            accounts.rows(
                """
                select i.patient_id, count(*)
                from dispatch_operation o
                join dispatch_payment p on p.id = o.payment_id
                left join order_patient i on i.id = p.instruction_id and not i.lost
                group by 1
                order by 1
                """));
  }

  /** in 2025 all roles were given to one technician. */
  @Test
  void rolesAreGivenToThoseWhoHaveThem() {
    assertThat(
            engine.databases.modernRows(
                """
                select p.legacy_user_id, count(*), count(t.id)
                from technician_roles r
                left join profiles p on p.id = r.profile_id
                left join technicians t
                  on t.id = r.technician_id and t.legacy_technician_id = p.legacy_user_id
                group by 1
                order by 1
                """))
        .hasSizeGreaterThan(2)
        .isEqualTo(
            accounts.rows(
                """
                select r.user_id, count(*), count(t.id)
                from dispatch_role r
                join auth_group g on g.id = r.group_id
                left join technician t on t.id = r.user_id
                where g.name = 'Technician'
                group by 1
                order by 1
                """));
  }

  /** in 2025 offers were hung on the latest order of their doctor. */
  @Test
  void offersAreForTheirDoctorAndForNoOrder() {
    assertThat(
            engine.databases.modernRows(
                """
                select d.legacy_user_id, count(*), count(o.order_id)
                from offers o
                left join doctors d on d.id = o.doctor_id
                group by 1
                order by 1
                """))
        .hasSizeGreaterThan(2)
        .isEqualTo(
            accounts.rows(
                """
                select d.id, count(*), 0
                from dispatch_offer o
                left join doctor d on d.id = o.doctor_id
                group by 1
                order by 1
                """));
  }

  /**
   * What stands in for a missing parent does so where the documents ask for it, and nowhere else.
   */
  @Test
  void nothingElseHangsOnWhatStandsIn() {
    List<String> children = new ArrayList<>();
    for (String reference :
        engine.databases.modernRows(
            """
            select distinct k.conrelid::regclass, a.attname, p.target_id
            from crosswalk.placeholder p
            join pg_constraint k on k.contype = 'f' and k.confrelid = p.target_table::regclass
            join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
            """)) {
      String[] part = reference.split("\\|", 3);
      children.addAll(
          engine.databases.modernRows(
              "select '%1$s.%2$s', count(*) from %1$s where %2$s = '%3$s' having count(*) > 0"
                  .formatted((Object[]) part)));
    }
    assertThat(children).containsExactlyInAnyOrder("workflow_templates.practice_id|152");
  }

  @Test
  void loadingOrderAndThenCompleteIsAsCompleteAlone() {
    try (Engine both = new Engine(Engine.SCALE)) {
      both.run("first", "loading-order");
      both.run("then", COMPLETE);
      assertThat(Contents.of(both.databases, shared())).isEqualTo(alone);
    }
  }

  /** The tables that both plans load. */
  private static List<String> shared() {
    List<String> other = Engine.LIBRARY.plan("loading-order").entities();
    CompiledPlan complete = Engine.LIBRARY.compile(COMPLETE);
    return complete.plan().entities().stream()
        .filter(other::contains)
        .map(entity -> complete.entity(entity).target().table())
        .distinct()
        .toList();
  }
}
