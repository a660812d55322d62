package dev.crosswalk.types;

import static dev.crosswalk.failure.ErrorCode.CHECK;
import static dev.crosswalk.failure.ErrorCode.ENUM;
import static dev.crosswalk.failure.ErrorCode.LENGTH;
import static dev.crosswalk.failure.ErrorCode.RANGE;
import static dev.crosswalk.failure.ErrorCode.SIZE;
import static dev.crosswalk.failure.ErrorCode.TYPE;
import static dev.crosswalk.failure.ErrorCode.VALIDATION_FORMAT;
import static dev.crosswalk.failure.ErrorCode.VALIDATION_JSON;
import static dev.crosswalk.types.TypeRow.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.testing.TestDatabases;
import dev.crosswalk.workflows.Counts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A value that is nothing for the target's column costs its row, and no other one. */
class NarrowerTypesTest {
  private record Refused(TypeRow row, ErrorCode code) {}

  private static Refused refused(String from, String value, String to, ErrorCode code) {
    return new Refused(type(from, value).to(to), code);
  }

  private static final List<Refused> REFUSED =
      List.of(
          refused("integer", "32768", "smallint", RANGE),
          refused("bigint", "-2147483649", "integer", RANGE),
          refused("numeric", "9223372036854775808", "bigint", RANGE),
          refused("numeric", "1000", "numeric(5,2)", RANGE),
          refused("numeric", "999.995", "numeric(5,2)", RANGE),
          refused("numeric", "NaN", "integer", TYPE),
          refused("numeric", "1.0", "integer", TYPE),
          refused("double precision", "Infinity", "numeric(5,2)", RANGE),
          refused("double precision", "1e39", "real", RANGE),
          refused("double precision", "1e-46", "real", RANGE),
          refused("double precision", "NaN", "bigint", TYPE),
          refused("text", "1e309", "double precision", RANGE),
          refused("text", "", "integer", TYPE),
          refused("text", "2", "boolean", TYPE),
          refused("money", "1", "numeric", TYPE),
          refused("text", "92233720368547758.08", "money", RANGE),
          refused("bigint", "4294967296", "oid", RANGE),
          refused("text", "abcd", "character varying(3)", LENGTH),
          refused("text", "abcd", "character(3)", LENGTH),
          refused("text", "😀😀😀😀", "character varying(3)", LENGTH),
          refused("text", "101", "bit varying(2)", LENGTH),
          refused("text", "101", "bit(4)", VALIDATION_FORMAT),
          refused("text", "12", "bit(2)", TYPE),
          refused("text", "\\xabc", "bytea", VALIDATION_FORMAT),
          refused("text", "\\400", "bytea", TYPE),
          refused("text", "not-a-uuid", "uuid", TYPE),
          refused("text", "{\"a\":", "jsonb", VALIDATION_JSON),
          refused("json", "\"\\u0000\"", "jsonb", ErrorCode.VALIDATION_ENCODING),
          refused("text", "$.", "jsonpath", TYPE),
          refused("text", "<a>", "xml", VALIDATION_FORMAT),
          refused("text", "a &", "tsquery", TYPE),
          refused("text", "'a", "tsvector", TYPE),
          refused("text", "'" + "a".repeat(3000) + "'", "tsvector", SIZE),
          refused("date", "5874897-12-31", "timestamp", VALIDATION_FORMAT),
          refused("text", "2023-02-29", "date", VALIDATION_FORMAT),
          refused("text", "tomorrowish", "timestamptz", VALIDATION_FORMAT),
          refused("timestamptz", "infinity", "time", VALIDATION_FORMAT),
          refused("interval", "1 day", "time", VALIDATION_FORMAT),
          refused("text", "200000000 years", "interval", VALIDATION_FORMAT),
          refused("text", "12:00:00+16", "timetz", VALIDATION_FORMAT),
          refused("inet", "10.1.2.3/8", "cidr", TYPE),
          refused("text", "10.1.2.256", "inet", TYPE),
          refused("macaddr8", "01:02:03:04:05:06:07:08", "macaddr", TYPE),
          refused("text", "(1,2", "point", TYPE),
          refused("text", "{0,0,1}", "line", TYPE),
          refused("bigint[]", "{1,2147483648}", "integer[]", RANGE),
          refused("text", "{1,2", "integer[]", TYPE),
          refused("text[]", "{a,NULL,b}", "integer[]", TYPE),
          refused("text[]", "{abcd}", "character varying(3)[]", LENGTH),
          refused("int8range", "[1,3000000000)", "int4range", RANGE),
          refused("text", "[2,1]", "int4range", VALIDATION_FORMAT),
          refused("text", "{[1,2),[", "int4multirange", TYPE),
          refused("text", "glad", "mood", ENUM),
          refused("text", "Sad", "mood", ENUM),
          refused("integer", "11", "score", CHECK),
          refused("integer[]", "{1,11}", "score[]", CHECK),
          refused("text", "(1,2)", "pair", TYPE),
          refused("text", "(x,b,)", "pair", TYPE),
          refused("text", "0", "pg_lsn", TYPE),
          refused("text", "20:10:", "txid_snapshot", TYPE),
          refused("text", "no_such_table", "regclass", TYPE),
          refused("text", "no_such_schema.t", "regclass", TYPE),
          refused("text", "no_such_function", "regproc", TYPE),
          refused("text", "upper(no_such_type)", "regprocedure", TYPE),
          refused("text", "@@@@@", "regoper", TYPE),
          refused("text", "no_such_type", "regtype", TYPE),
          refused("text", "no_such_role", "regrole", TYPE),
          refused("text", "no_such_schema", "regnamespace", TYPE),
          refused("text", "no_such_configuration", "regconfig", TYPE),
          refused("text", "no_such_role=r/postgres", "aclitem", TYPE));

  /** Where PostgreSQL itself makes a value fit, it is not refused; docs/types.md tells of it. */
  private static final List<TypeRow> MADE_TO_FIT =
      List.of(
          type("numeric", "9.996").to("numeric(5,2)", "10.00"),
          type("numeric", "NaN").to("numeric(5,2)", "NaN"),
          type("double precision", "0.1").to("real", "0.1"),
          type("bigint", "9007199254740993").to("double precision", "9007199254740992"),
          type("text", "abc   ").to("character varying(3)", "abc"),
          type("character(5)", "ab").to("text", "ab"),
          type("bpchar", "ab  ").to("bpchar", "ab"),
          type("text", "x".repeat(64)).to("name", "x".repeat(63)),
          type("text", "ab").to("\"char\"", "a"),
          type("boolean", "t").to("text", "true"),
          type("inet", "10.1.2.3").to("text", "10.1.2.3/32"),
          type("timestamptz", "2024-02-29 23:30:00-05").to("date", "2024-03-01"),
          type("timestamptz", "infinity").to("date", "infinity"),
          type("timestamptz", "2024-02-29 23:30:00-05").to("timestamp", "2024-03-01 04:30:00"),
          type("timestamp", "2024-02-29 12:00:00.5").to("timestamp(0)", "2024-02-29 12:00:01"),
          type("interval", "1 day 02:03:04.567").to("interval hour to minute", "1 day 02:03:00"),
          type("json", "{\"b\":1.0, \"b\":2}").to("jsonb", "{\"b\": 2}"),
          type("xml[]", "{\"<?xml version='1.0'?><a/>\"}").to("xml[]", "{<a/>}"),
          type("xml", "<?xml version=\"1.0\"?><a/>"),
          type("money", "1234.5").to("text", "$1,234.50"));

  @Test
  void aValueThatItsColumnCannotHoldCostsItsRowOnly(@TempDir Path directory) {
    List<TypeRow> rows = new ArrayList<>();
    REFUSED.forEach(refused -> rows.add(refused.row()));
    TypeRow fits = type("bigint", "1").to("integer", "1");
    rows.add(fits);
    try (Samples samples = new Samples(new TestDatabases(), directory, rows)) {
      samples.fillApart();
      Counts counts = samples.run();

      List<String> expected = new ArrayList<>();
      for (int no = 0; no < REFUSED.size(); no++) {
        expected.add(REFUSED.get(no).code().key() + "|" + samples.name(no));
      }
      assertThat(samples.rejects()).containsExactlyElementsOf(expected);
      assertThat(counts.inserted()).isEqualTo(1);
    }
  }

  @Test
  void whatPostgresItselfMakesFitArrives(@TempDir Path directory) {
    try (Samples samples = new Samples(new TestDatabases(), directory, MADE_TO_FIT)) {
      samples.fillApart();

      assertThat(samples.run().inserted()).isEqualTo(MADE_TO_FIT.size());
      assertThat(samples.differences()).isEmpty();
      assertThat(samples.run().existingSame()).isEqualTo(MADE_TO_FIT.size());
    }
  }
}
