package dev.crosswalk.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.crosswalk.testing.TestDatabases;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is planted is what docs/legacy-data.md says, and the manifest tells the truth about it. */
class LegacyQuirksTest {
  private static final double SCALE =
      Double.parseDouble(System.getProperty("crosswalk.legacy.scale", "0.05"));

  /** At scale 1 they would be five million rows. */
  private static final boolean NOTIFICATIONS = SCALE < 1;

  private static TestDatabases databases;

  @BeforeAll
  static void generate() {
    databases = new TestDatabases();
    LegacyDatabase.generate(
        databases.legacyOwner(),
        new LegacyDatabase.Synthetic(BigDecimal.valueOf(SCALE), "test", "all", NOTIFICATIONS));
  }

  @AfterAll
  static void close() {
    databases.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "Q-01; 7857; select count(*) from auth_user where email = ''",
        "Q-03; 62; select count(*) - count(distinct lower(email)) from auth_user where email <> ''",
        "Q-04; 50; select count(*) from auth_user where email <> ''"
            + " and (email not like '%@%' or email like '% %' or email like '%@@%'"
            + " or split_part(email, '@', 2) not like '%.__%')",
        "Q-04:apostrophe; 10; select count(*) from auth_user where position('''' in email) > 0",
        "Q-05:auth_user; 109; select count(*) from auth_user"
            + " where first_name ~* '^( *|null)$' or last_name ~* '^( *|null)$'",
        "Q-08; 40; select count(*) from dispatch_patient"
            + " where suffix is null or suffix !~ '^....$'",
        "Q-09; 8; select count(distinct g.user_id) from auth_user_groups g"
            + " join dispatch_patient p on p.user_id = g.user_id where g.group_id = 2",
        "Q-10; 223; select count(*) from auth_user where email like '%example.test'",
        "Q-11; 122; select count(*) - count(distinct (u.first_name, u.last_name))"
            + " from auth_user u join dispatch_doctorsetting d on d.user_id = u.id",
        "Q-12:inactive; 166; select count(*) from auth_user where is_active = false",
        "Q-12:never; 350; select count(*) from dispatch_doctorsetting d"
            + " join auth_user u on u.id = d.user_id and u.last_login is null",
        "Q-12:silent; 461; select count(*) from dispatch_doctorsetting d"
            + " join auth_user u on u.id = d.user_id and u.last_login < '2024-07-01'",
        "Q-19; 314; select count(*) - count(office_id) from dispatch_patient",
        "Q-20; 32; select count(*) from dispatch_record where target_type_id not in (11, 58)",
        "Q-22; 33013; select (select count(*) from dispatch_project)"
            + " - (select count(distinct project_id) from dispatch_plan)",
        "Q-22:shared; 109; select count(*) - count(distinct project_id) from dispatch_plan",
        "Q-23; 199; select count(*) from dispatch_state where instruction_id in"
            + " (select id from dispatch_instruction where deleted)",
        "Q-24; 59; select count(*) from dispatch_comment where plan_id in (select id"
            + " from dispatch_plan where instruction_id in"
            + " (select id from dispatch_instruction where deleted))",
        "Q-25:comment; 997; select count(*) - count(author_id) from dispatch_comment",
        "Q-25:state; 195; select count(*) - count(actor_id) from dispatch_state",
        "Q-26; 6358; select count(*) - count(instruction_id) from dispatch_task",
        "Q-27; 147350; select count(*) - count(instruction_id) from dispatch_file",
        "Q-28:no doctor; 1; select count(*) - count(doctor_id) from dispatch_offer",
        "Q-28:not a doctor; 20; select count(*) from dispatch_offer where doctor_id in"
            + " (select user_id from dispatch_patient)",
        "Q-28:without orders; 374; select count(*) from dispatch_offer where doctor_id in"
            + " (select user_id from dispatch_doctorsetting) and doctor_id not in (select doctor_id"
            + " from dispatch_patient p join dispatch_instruction i on i.patient_id = p.id"
            + " where doctor_id is not null)",
        "Q-30; 16; select count(*) from dispatch_discount where offer_id not in (select o.id"
            + " from dispatch_offer o join dispatch_patient p on p.doctor_id = o.doctor_id"
            + " join dispatch_instruction i on i.patient_id = p.id)",
        "Q-31:invalid; 329; select count(*) from dispatch_office where valid = false",
        "Q-31:repeated; 20; select count(*) - count(distinct"
            + " (lower(btrim(address)), lower(city), zip)) from dispatch_office",
        "Q-32; 363; select (select count(*) from dispatch_jaw)"
            + " - count(distinct upper_jaw_id) - count(distinct lower_jaw_id)"
            + " from dispatch_instruction",
        "Q-33; 1; select count(*) from dispatch_note where doctor_id not in"
            + " (select user_id from dispatch_doctorsetting)",
        "Q-42:notification.template_context missing; 12; select count(*)"
            + " from dispatch_notification where template_context is null",
        "Q-42:notification.template_context; 28; select count(*) from dispatch_notification"
            + " where template_context like '%Circular%' or template_context like '%\\ud83d%'"
            + " or template_context like '%\"\"%'",
        "Q-43:patient; 471; select count(*) - count(submitted_at) from dispatch_patient",
        "Q-43:instruction; 750; select count(*) - count(submitted_at) from dispatch_instruction",
        "Q-45:instruction.notes; 500; select count(*) from dispatch_instruction"
            + " where char_length(notes) between 500 and 2174",
        "Q-46; 20071; select count(*) from dispatch_project where name in ('', '   ')",
        "Q-47; 2; select count(*) - count(distinct uid) from dispatch_file",
        "Q-48; 12142; select count(*) from dispatch_payment"
            + " where paid and not canceled and not total_price > 0",
        "Q-49; 8; select count(*) from dispatch_instruction where status = 9",
        "Q-50; 355; select count(*) from dispatch_instruction where deleted = true",
        "Q-50:file; 945; select count(*) from dispatch_file where instruction_id in"
            + " (select id from dispatch_instruction where deleted)",
      })
  void rowsOfAQuirkAreAsManyAsDocumented(String quirk, int documented, String independent) {
    boolean generated = NOTIFICATIONS || !quirk.contains("notification");
    long found = Long.parseLong(databases.legacyValue(independent));
    assertThat(planted(quirk)).isEqualTo(found);
    if (generated) {
      assertThat(found)
          .isPositive()
          .isCloseTo(Math.round(documented * SCALE), within(SCALE == 1 ? 0L : 3L));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Q-29, 73",
    "Q-36, 1",
    "Q-37, 12",
    "Q-42:product.customization, 2",
  })
  void smallTablesHaveTheSameFaultsAtEveryScale(String quirk, long documented) {
    assertThat(planted(quirk)).isEqualTo(documented);
  }

  @Test
  void theManifestCountsItsOwnKeys() {
    for (String line : databases.legacyRows("select quirk, planted from crosswalk_manifest")) {
      String quirk = line.substring(0, line.lastIndexOf('|'));
      String keys = keysQuery(quirk);
      assertThat(databases.legacyValue("select count(distinct key) from (" + keys + ") k"))
          .as(quirk)
          .isEqualTo(line.substring(line.lastIndexOf('|') + 1));
    }
  }

  @Test
  void textThatIsNotJsonIsExactlyWhatTheManifestSays() {
    databases.legacy(
        """
        create function is_json(value text) returns boolean language plpgsql immutable as $$
        begin
          perform value::jsonb;
          return true;
        exception when others then
          return false;
        end
        $$
        """);
    assertBad("dispatch_patient", "schemes", "Q-42:patient.schemes");
    assertBad("dispatch_instruction", "exports", "Q-42:instruction.exports");
    assertBad("dispatch_product", "customization", "Q-42:product.customization");
    if (NOTIFICATIONS) {
      assertBad("dispatch_notification", "template_context", "Q-42:notification.template_context");
    }
    assertThat(databases.legacyRows("select id from dispatch_file where not is_json(parameters)"))
        .hasSize((int) planted("Q-42:file.parameters blank"));
    assertThat(
            databases.legacyRows("select id from dispatch_payment where not is_json(installments)"))
        .hasSize((int) planted("Q-42:payment.installments blank"));
  }

  private static void assertBad(String table, String column, String quirk) {
    assertThat(
            databases.legacyRows(
                "select id from %s where %s <> '' and not is_json(%s) order by id"
                    .formatted(table, column, column)))
        .as(quirk)
        .isNotEmpty()
        .isEqualTo(
            databases.legacyRows("select key from (" + keysQuery(quirk) + ") k order by key"));
  }

  @Test
  void textsAreOfManyLanguagesAndLengths() {
    for (String script : List.of("[a-z]", "[ぁ-ん]", "[ก-ฮ]", "[àéè]")) {
      assertThat(
              databases.legacyRows("select 1 from dispatch_comment where text ~ '" + script + "'"))
          .as(script)
          .isNotEmpty();
    }
    assertThat(
            databases.legacyRows(
                "select min(length(text)), max(length(text)) from dispatch_comment"))
        .containsExactly("0|2174");
  }

  @Test
  void switchedOffNoFaultIsLeft() {
    assertThat(nonZero("none")).isEmpty();
  }

  @Test
  void oneSwitchIsAboutItsOwnFaultOnly() {
    assertThat(nonZero("Q-26,Q-46")).isEqualTo("Q-26 Q-46");
  }

  private static String nonZero(String quirks) {
    try (TestDatabases others = new TestDatabases().legacyData("0.02", quirks)) {
      return others
          .legacyRows("select quirk from crosswalk_manifest where switchable and planted > 0")
          .stream()
          .sorted()
          .collect(Collectors.joining(" "));
    }
  }

  private static long planted(String quirk) {
    return Long.parseLong(
        databases.legacyValue(
            "select planted from crosswalk_manifest where quirk = '" + quirk + "'"));
  }

  private static String keysQuery(String quirk) {
    return databases.legacyValue(
        "select keys_query from crosswalk_manifest where quirk = '" + quirk + "'");
  }
}
