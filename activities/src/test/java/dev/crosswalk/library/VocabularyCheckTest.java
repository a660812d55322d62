package dev.crosswalk.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.plan.Vocabulary;
import dev.crosswalk.schema.Schemas;
import dev.crosswalk.testing.TestDatabases;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A CHECK of the modern schema lists exactly what its vocabulary may give. Which vocabulary that is
 * stands in the comment of the column.
 */
class VocabularyCheckTest {
  private static final Pattern WORD = Pattern.compile("'([^']*)'::text");

  private static final String COLUMNS =
      """
      select
        c.relname,
        a.attname,
        substring(col_description(c.oid, a.attnum) from 'Vocabulary: ([a-z-]+)\\.'),
        (select pg_get_constraintdef(k.oid) from pg_constraint k
         where k.conrelid = c.oid and k.conname = c.relname || '_' || a.attname || '_check')
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
      where c.relnamespace = 'public'::regnamespace
       and col_description(c.oid, a.attnum) ~ 'Vocabulary: '
      order by 1, 2
      """;

  private static final SortedMap<String, Vocabulary> VOCABULARIES =
      new Library(PlanFiles.builtIn()).vocabularies();

  private static TestDatabases databases;

  @BeforeAll
  static void apply() {
    databases = new TestDatabases();
    Schemas.applyModern(databases.modernOwner());
  }

  @AfterAll
  static void drop() {
    databases.close();
  }

  private static Vocabulary vocabulary(String name) {
    return Objects.requireNonNull(VOCABULARIES.get(name), name);
  }

  @Test
  void everyCheckListsTheValuesOfItsVocabulary() {
    SortedMap<String, Integer> uses = new TreeMap<>();
    for (String row : databases.modernRows(COLUMNS)) {
      String[] part = row.split("\\|", 4);
      String column = part[0] + "." + part[1];
      assertThat(VOCABULARIES).as(column).containsKey(part[2]);
      List<String> listed = new ArrayList<>();
      for (Matcher word = WORD.matcher(part[3]); word.find(); ) {
        listed.add(word.group(1));
      }

      assertThat(listed).as(column).isEqualTo(vocabulary(part[2]).values());
      uses.merge(part[2], 1, Integer::sum);
    }
    TreeMap<String, Vocabulary> closed = new TreeMap<>(VOCABULARIES);
    closed.values().removeIf(vocabulary -> vocabulary.values().isEmpty());
    // A pattern of the target, and texts that it does not restrict.
    assertThat(VOCABULARIES.keySet())
        .filteredOn(name -> !closed.containsKey(name))
        .containsExactly("country", "linked-table", "mime-type");
    // Cases of projects have the columns of cases of patients, so their maps share those lists.
    for (String twin : List.of("project-case-type", "project-case-state")) {
      assertThat(vocabulary(twin).values())
          .isEqualTo(vocabulary(twin.replace("project-", "")).values());
      closed.remove(twin);
    }
    assertThat(uses).containsOnlyKeys(closed.keySet());
  }

  @Test
  void everyCountryIsOneThatTheTargetAccepts() {
    for (Vocabulary.Code code : vocabulary("country").codes()) {
      databases.modern(
          "insert into practices (name, country_code) values ('P', '" + code.value() + "')");
    }
    assertThat(databases.modernValue("select count(*) from practices"))
        .isEqualTo("" + vocabulary("country").codes().size());
  }
}
