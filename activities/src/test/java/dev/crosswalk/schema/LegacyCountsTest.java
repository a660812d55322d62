package dev.crosswalk.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.crosswalk.testing.TestDatabases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The counts and distributions of docs/legacy-data.md. Small every day; at scale 1, where counts
 * must be met exactly, with {@code -Plong}.
 */
class LegacyCountsTest {
  private static final double SCALE =
      Double.parseDouble(System.getProperty("crosswalk.legacy.scale", "0.05"));

  private static TestDatabases databases;

  @BeforeAll
  static void generate() {
    databases = new TestDatabases().legacyData(String.valueOf(SCALE), "all");
  }

  @AfterAll
  static void close() {
    databases.close();
  }

  @ParameterizedTest
  @CsvSource({
    "auth_user, 9101",
    "dispatch_patient, 7849",
    "dispatch_office, 844",
    "dispatch_office_doctors, 438",
    "dispatch_doctorsetting, 1181",
    "dispatch_usersetting, 1181",
    "dispatch_instruction, 25000",
    "dispatch_jaw, 43458",
    "dispatch_project, 66904",
    "dispatch_plan, 34000",
    "dispatch_state, 4751",
    "dispatch_bracket, 1569",
    "dispatch_task, 768962",
    "dispatch_record, 60976",
    "dispatch_comment, 15074",
    "dispatch_note, 963",
    "dispatch_file, 294818",
    "dispatch_offer, 788",
    "dispatch_discount, 151",
    "dispatch_payment, 16014",
    "dispatch_operation, 3522",
    "dispatch_ware, 16552",
    "dispatch_instance, 29",
  })
  void tableGrowsWithTheScale(String table, int documented) {
    assertCount("select count(*) from " + table, documented);
  }

  @ParameterizedTest
  @CsvSource({
    "auth_group, 9",
    "django_content_type, 51",
    "dispatch_role, 46",
    "dispatch_role_permissions, 1244",
    "dispatch_category, 40",
    "dispatch_course, 6",
    "dispatch_template, 152",
    "dispatch_template_predecessors, 191",
    "dispatch_template_products, 166",
    "dispatch_template_edit_roles, 603",
    "dispatch_template_view_roles, 1036",
    "dispatch_template_view_groups, 183",
    "dispatch_agent, 2",
    "dispatch_storage, 1",
    "dispatch_globalsetting, 1",
    "dispatch_order, 0",
    "dispatch_purchase, 0",
    "dispatch_record_attachments, 0",
    "dispatch_record_roles, 0",
    "dispatch_notification, 0",
  })
  void tableIsTheSameAtEveryScale(String table, long rows) {
    assertThat(number("select count(*) from " + table)).isEqualTo(rows);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "424; select count(distinct user_id) from dispatch_office_doctors",
        "85; select count(*) from auth_user_groups g join auth_group a on a.id = g.group_id"
            + " where a.name = 'Technician'",
        "34790; select count(*) from dispatch_project where type = 3",
        "33891; select count(distinct project_id) from dispatch_plan",
        "2599; select count(*) from dispatch_state where status = 11",
        "31734; select count(*) from dispatch_record where type = 5",
        "25621; select count(*) from dispatch_record where type = 6",
        "2310; select count(*) from dispatch_record where type = 8",
        "1298; select count(*) from dispatch_record where type = 3",
        "13; select count(*) from dispatch_record where type is null",
        "13337; select count(distinct plan_id) from dispatch_comment",
        "362; select count(distinct author_id) from dispatch_comment",
        "21; select count(distinct author_id) from dispatch_note",
        "147468; select count(*) from dispatch_file where instruction_id is not null",
        "6571; select count(*) from dispatch_file where record_id is not null",
        "3701; select count(*) from dispatch_payment where paid and not canceled and total_price > 0",
        "137; select count(*) from dispatch_payment where canceled",
        "34; select count(*) from dispatch_payment where not paid and not canceled",
      })
  void partGrowsWithTheScale(int documented, String query) {
    assertCount(query, documented);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0.173; 0.03; select avg((country ~* '^(in|india) *$')::int) from dispatch_office",
        "0.123; 0.03; select avg((country ~* '^(jp|japan|日本)$')::int) from dispatch_office",
        "0.071; 0.03; select avg((country ~* '^(th|thailand|ประเทศไทย)$')::int) from dispatch_office",
        "0.154; 0.002; select avg(archived::int) from dispatch_patient",
        "0.960; 0.005; select avg((office_id is not null)::int) from dispatch_patient",
        "0.999; 0.001; select avg((doctor_id is not null)::int) from dispatch_patient",
        "0.050; 0.015; select avg((birthdate is null)::int) from dispatch_patient",
        "0.030; 0.015; select avg((sex is null)::int) from dispatch_patient",
        "0.830; 0.015; select avg((status = 4)::int) from dispatch_instruction",
        "0.145; 0.015; select avg((status = 1)::int) from dispatch_instruction",
        "0.640; 0.02; select avg(((model = 1 and scanner is null) is true)::int) from dispatch_instruction",
        "0.3997; 0.02; select avg(cbct::int) from dispatch_instruction",
        "0.4634; 0.02; select avg(comprehensive::int) from dispatch_instruction",
        "0.1755; 0.02; select avg(accept_extraction::int) from dispatch_instruction",
        "564.63; 12; select avg(price) from dispatch_instruction",
        "154; 8; select avg(length(text)) from dispatch_comment",
        "0.10; 0.005; select avg((target_type_id = 58)::int) from dispatch_record",
        "20.95; 1; select avg(extract(epoch from updated_at - submitted_at)) / 86400"
            + " from dispatch_instruction",
        "0.55; 0.03; select avg((status = 11)::int) from dispatch_state",
        "0.60; 0.03; select avg((not exists (select 1 from dispatch_state s where s.instruction_id"
            + " = i.id))::int) from dispatch_instruction i where submitted_at >= '2025-01-01'",
        "2.02; 0.05; select 1.0 * max(id) / count(*) from dispatch_project",
      })
  void rateIsAsDocumented(double documented, double tolerance, String query) {
    assertThat(real(query)).isCloseTo(documented, within(tolerance));
  }

  @ParameterizedTest
  @CsvSource({
    "2018, 17",
    "2019, 40",
    "2020, 53",
    "2021, 229",
    "2022, 653",
    "2023, 663",
    "2024, 1745",
    "2025, 1152",
  })
  void statesFallIntoTheirYears(int year, int documented) {
    assertCount(
        "select count(*) from dispatch_state s join dispatch_instruction i"
            + " on i.id = s.instruction_id where not i.deleted"
            + " and extract(year from s.changed_at at time zone 'UTC') = "
            + year,
        documented);
  }

  @Test
  void patientsOfADoctorAreSkewed() {
    String patients =
        "(select count(*) as c from dispatch_patient where doctor_id is not null"
            + " group by doctor_id) d";
    assertThat(real("select percentile_cont(0.5) within group (order by c) from " + patients))
        .isBetween(3.0, 6.0);
    assertThat(real("select avg(c) from " + patients)).isBetween(15.0, 20.0);
    assertThat(number("select max(c) from " + patients)).isBetween(SCALE == 1 ? 440L : 100L, 460L);
  }

  @ParameterizedTest
  @CsvSource({
    "dispatch_state, instruction_id, 6",
    "dispatch_plan, instruction_id, 8",
    "dispatch_instruction, patient_id, 15",
  })
  void oneParentHasNoMoreThan(String table, String parent, long most) {
    assertThat(
            number(
                "select max(c) from (select count(*) as c from %s group by %s) d"
                    .formatted(table, parent)))
        .isBetween(most - 2, most);
  }

  @Test
  void everyGenericReferenceResolves() {
    assertThat(
            number(
                "select count(*) from dispatch_record r where r.target_type_id = 11"
                    + " and not exists (select 1 from dispatch_patient p where p.id = r.target_id)"))
        .isZero();
    assertThat(
            number(
                "select count(*) from dispatch_record r where r.target_type_id = 58"
                    + " and not exists (select 1 from auth_user u where u.id = r.target_id)"))
        .isZero();
  }

  /** Exactly at scale 1; at another scale the parts of a count are rounded one by one. */
  private static void assertCount(String query, int documented) {
    assertThat(number(query))
        .isPositive()
        .isCloseTo(Math.round(documented * SCALE), within(SCALE == 1 ? 0L : 2L));
  }

  private static long number(String query) {
    return Long.parseLong(databases.legacyValue(query));
  }

  private static double real(String query) {
    return Double.parseDouble(databases.legacyValue(query));
  }
}
