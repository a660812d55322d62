package dev.crosswalk.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.plan.RuleCall;
import dev.crosswalk.testing.TestDatabases;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for each rule, and for those that are written later. */
@Timeout(120)
class EveryRuleTest {
  /** What values are made of, broken characters included. */
  private static final List<String> SHREDS =
      List.of(
          ("~ ~\t~\n~\u00A0~\u3000~\u200B~\0~\uD83D~\uDE00~😀~é~İ~ß~ŉ~Σ~\u212A~日本~٣~0~1~7~12"
                  + "~.~,~-~+~/~:~%~'~\"~\\~{~}~[~]~@~a~Z~T~e9~null~NaN~infinity~true~No~usa~U.S."
                  + "~{key}~2015-02-28~2015-02-30~28.02.2015~10:11:12~+09:00~ann@example.test"
                  + "~{\"a\": 1}")
              .split("~", -1));

  /** What documents are made of, each a trap for a rule of some kind. */
  private static final List<String> LONG =
      List.of(
          " ~\u3000~\0~\uD83D~😀~a~A ~a.~a@~@a.~1~0~01~.~+~-~{~[~\"~\\~{\"a\":~1,~2015-02-28~null"
              .split("~", -1));

  /** A rule as some example calls it. */
  private record Call(RuleProvider provider, String words, Rule rule) {
    Outcome of(@Nullable String value) {
      return rule.apply(value, Examples.KEY);
    }

    /** What becomes of a value; what a rule refuses stays as it is. */
    @Nullable String result(@Nullable String value) {
      return of(value) instanceof Outcome.Change change ? change.value() : value;
    }
  }

  private static Call call(RuleProvider provider, Examples.Example example) {
    String words = new RuleCall(provider.name(), example.arguments()).toString();
    return new Call(provider, words, provider.rule(example.arguments()));
  }

  private static Collection<Call> calls() {
    Map<String, Call> calls = new TreeMap<>();
    for (RuleProvider provider : Rules.all()) {
      for (Examples.Example example : provider.examples().all()) {
        Call call = call(provider, example);
        calls.put(call.words(), call);
      }
    }
    return calls.values();
  }

  private static List<@Nullable String> values() {
    List<@Nullable String> values = new ArrayList<>();
    values.add(null);
    for (RuleProvider provider : Rules.all()) {
      provider.examples().all().forEach(example -> values.add(example.value()));
    }
    Random random = new Random(17);
    for (int text = 0; text < 1000; text++) {
      StringBuilder shreds = new StringBuilder();
      for (int left = random.nextInt(6); left >= 0; left--) {
        shreds.append(SHREDS.get(random.nextInt(SHREDS.size())));
      }
      values.add(shreds.toString());
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "tr", "th-TH-u-ca-buddhist-nu-thai", "ar-EG", "lt"})
  void itsExamplesHoldInEveryCountry(String tag) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(tag));
    try {
      for (RuleProvider provider : Rules.all()) {
        for (Examples.Example example : provider.examples().all()) {
          Call call = call(provider, example);
          assertThat(call.of(example.value()))
              .as("%s of '%s'", call.words(), example.value())
              .isEqualTo(example.outcome());
        }
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void itHasAnExampleOfEachOfItsTagsAndOfNoOther() {
    for (RuleProvider provider : Rules.all()) {
      Set<String> shown = new LinkedHashSet<>();
      for (Examples.Example example : provider.examples().all()) {
        if (example.outcome() instanceof Outcome.Change change && change.tag() != null) {
          shown.add(change.tag());
        }
      }
      assertThat(shown).as(provider.name()).containsExactlyInAnyOrderElementsOf(provider.tags());
    }
  }

  /** A rule that throws would stop its entity, where it should cost a row. */
  @Test
  void itGivesAnOutcomeForWhateverText() {
    List<@Nullable String> values = values();
    Collection<Call> calls = calls();
    for (Call call : calls) {
      for (String value : values) {
        Outcome outcome = call.of(value);
        if (outcome instanceof Outcome.Change change && change.tag() != null) {
          assertThat(call.provider().tags())
              .as("%s of '%s'", call.words(), value)
              .contains(change.tag());
        }
      }
    }
    for (String shred : LONG) {
      String text = shred.repeat(1_000_000 / shred.length());
      calls.forEach(call -> assertThat(call.of(text)).isNotNull());
    }
  }

  /** A repaired row goes through its rules again. */
  @Test
  void putToItsOwnResultItChangesNothingMore() {
    List<@Nullable String> values = values();
    for (Call call : calls()) {
      if (call.provider() instanceof HashRule) {
        assertThat(call.result(call.result("abc"))).isNotEqualTo(call.result("abc"));
        continue;
      }
      for (String value : values) {
        String once = call.result(value);
        assertThat(call.result(once)).as("%s of '%s'", call.words(), value).isEqualTo(once);
        if (!(call.of(value) instanceof Outcome.Reject)) {
          assertThat(call.of(once))
              .as("%s of '%s'", call.words(), once)
              .isNotInstanceOf(Outcome.Reject.class);
        }
      }
    }
  }

  /** Otherwise a value that a rule calls good would still cost its row. */
  @Test
  void theServerTakesWhatItGives() {
    Map<String, String> types =
        Map.of(
            "boolean", "boolean",
            "date", "date",
            "decimal", "numeric",
            "json", "jsonb",
            "percent_to_fraction", "numeric(6, 5)",
            "timestamp", "timestamptz");
    try (TestDatabases databases = new TestDatabases()) {
      databases.modern("create table given (type text, value text)");
      StringBuilder inserts = new StringBuilder("insert into given values (null, null)");
      for (Call call : calls()) {
        String type = types.get(call.provider().name());
        for (String value : type == null ? List.<@Nullable String>of() : values()) {
          String result = call.result(value);
          if (result != null && !(call.of(value) instanceof Outcome.Reject)) {
            inserts.append(", ('" + type + "', '" + result.replace("'", "''") + "')");
          }
        }
      }
      databases.modern(
          inserts
              + """
              ;
              do $$
              declare
                one given;
              begin
                for one in select distinct * from given where type is not null loop
                  begin
                    execute format('select %L::%s', one.value, one.type);
                    update given set type = null where given = one;
                  exception when others then
                  end;
                end loop;
              end $$;
              """);
      assertThat(databases.modernValue("select count(*) from given where type is null"))
          .isNotEqualTo("1");
      assertThat(databases.modernRows("select * from given where type is not null")).isEmpty();
    }
  }
}
