package dev.crosswalk.types;

import static dev.crosswalk.types.TypeRow.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The matrix. Each value has its neighbours: the least, the greatest, what is not a number, not
 * finite, empty or awkward; NULL and arrays of the type are added to each row.
 */
final class TypeRows {
  private TypeRows() {}

  /** Types of the test's own, one of each kind, for both databases. */
  static final String OWN_TYPES =
      """
      create type mood as enum ('sad', 'so so', 'it''s "fine"', 'a,b', '\\N', '😀');
      create domain score as integer constraint score_range check (value between -10 and 10);
      create domain "Many Words" as text[];
      create type pair as (a integer, "B b" text, c numeric[]);
      create type nested as (p pair, moods mood[], s score);
      create type textrange as range (subtype = text, collation = "C");
      """;

  private static final String AWKWARD = "tab\there\nline\rend \\N \\. \\\\ \"'`,;{}()[]| ";

  private static final List<TypeRow> NUMBERS =
      List.of(
          type("smallint", "-32768", "-1", "0", "32767"),
          type("integer", "-2147483648", "0", "2147483647"),
          type("bigint", "-9223372036854775808", "0", "9223372036854775807"),
          type(
              "numeric", "NaN", "-0.10", "1.10", "1e-1000", "9e1000", "-" + "9".repeat(200) + ".9"),
          type("numeric(7,3)", "-9999.999", "0", "1.1", "NaN"),
          type("numeric", "Infinity", "-Infinity").since(14),
          type("real", "NaN", "-Infinity", "Infinity", "-0", "1e-45", "3.4028235e38", "0.1"),
          type(
              "double precision",
              "NaN",
              "-Infinity",
              "Infinity",
              "-0",
              "5e-324",
              "1.7976931348623157e308",
              "0.1",
              "123456789.123456789"),
          type("money", "-92233720368547758.08", "0", "1234.5", "92233720368547758.07"),
          type("boolean", "true", "false"),
          type("oid", "0", "4294967295"),
          type("xid", "0", "4294967295"),
          type("cid", "0", "4294967295"),
          type("tid", "(0,0)", "(4294967295,65535)"),
          type("xid8", "0", "18446744073709551615").since(13));

  private static final List<TypeRow> TEXTS =
      List.of(
          type(
              "text",
              "",
              " ",
              AWKWARD,
              "\\N",
              "\\.",
              "NULL",
              "\u00A0\u200B\uFEFF\uFFFD",
              "😀é\u05D0"),
          type("character varying", "", "  ", AWKWARD, "e\u0301"),
          type("character varying(5)", "", "12345", "\\\\\\\\\\", "😀😀😀😀😀"),
          type("bpchar", "", "a", AWKWARD.strip()),
          type("character(5)", "", "a", "  b  ", "\t\n\r\\\"", "😀"),
          type("\"char\"", "", "a", "\\", "\t"),
          type("name", "", "a b", AWKWARD, "x".repeat(63)),
          type("refcursor", "", "<unnamed portal 1>"),
          type("bytea", "", "\\x00", "\\x5c090a0d00ff", "\\x" + "c3".repeat(1000)),
          type("bit(4)", "0000", "1010"),
          type("bit varying", "", "1", "10101010101010101"),
          type("bit varying(3)", "", "101"),
          type(
              "uuid",
              "00000000-0000-0000-0000-000000000000",
              "ffffffff-ffff-ffff-ffff-ffffffffffff"),
          type("json", "null", "{\"b\": 1,  \"b\":[1.10, null, \"\\u00e9\\\\\"]}", "\"\"", "-0"),
          type(
              "jsonb",
              "null",
              "{\"b\": 1, \"a\": [1.10, null, \"\\u00e9\\\\ \\t\"]}",
              "\"\"",
              "1e400"),
          type("jsonpath", "$", "strict $.\"a b\"[*] ? (@ > 1.5)").since(12),
          type("xml", "", "<a b=\"c\">&lt;é\t</a>", "text only"),
          type("tsvector", "", "'a':1A,2B 'it''s':3 'b \\\\ c'"),
          type("tsquery", "", "'a' & !('it''s' | 'b':*AB)", "'a' <2> 'b'"));

  private static final List<TypeRow> TIMES =
      List.of(
          type("date", "-infinity", "infinity", "4713-01-01 BC", "5874897-12-31", "2024-02-29"),
          type("time", "00:00:00", "23:59:59.999999", "24:00:00"),
          type("time(2)", "00:00:00", "12:34:56.78"),
          type("timetz", "00:00:00+1559", "24:00:00-1559", "12:34:56.789+05:45"),
          type(
              "timestamp",
              "-infinity",
              "infinity",
              "4713-01-01 00:00:00 BC",
              "294276-12-31 23:59:59.999999",
              "2024-02-29 12:00:00.000001"),
          type("timestamp(0)", "2024-02-29 12:00:00", "infinity"),
          type(
              "timestamptz",
              "-infinity",
              "infinity",
              "4713-01-01 00:00:00+00 BC",
              "294276-12-31 23:59:59.999999+00",
              "2024-03-31 02:30:00+01",
              "1883-11-18 12:00:00-04:56:02"),
          type("timestamptz(3)", "2024-02-29 12:00:00.123+00"),
          type(
              "interval",
              "-178000000 years",
              "178000000 years",
              "1 year -2 months 3 days -04:05:06.789",
              "-00:00:00.000001",
              "30 days",
              "1 mon",
              "24:00:00"),
          type("interval day to second(2)", "1 day 02:03:04.56"),
          type("interval", "2147483647 days 2562047788:00:54.775807").since(15),
          type("interval", "infinity", "-infinity").since(17));

  private static final List<TypeRow> NETWORKS_AND_SHAPES =
      List.of(
          type(
              "inet",
              "0.0.0.0",
              "10.1.2.3/8",
              "255.255.255.255",
              "::",
              "::ffff:1.2.3.4/96",
              "fe80::1"),
          type("cidr", "0.0.0.0/0", "10.0.0.0/8", "1.2.3.4/32", "2001:db8::/32"),
          type("macaddr", "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff"),
          type("macaddr8", "00:00:00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff:ff:ff").since(10),
          type("point", "(0,-0)", "(0.1,1e300)", "(Infinity,NaN)"),
          type("line", "{1,-1,0.1}", "{0,1,-3}"),
          type("lseg", "[(0,0),(0.1,1e-300)]"),
          type("box", "(1,1),(0,0)", "(0.1,1e300),(-1,-1)").delimitedBy(";"),
          type("path", "((0,0),(1,1),(0.1,2))", "[(0,0),(1,1)]"),
          type("polygon", "((0,0),(1,1),(0.1,2))"),
          type("circle", "<(0.1,0),0>", "<(0,0),Infinity>"));

  private static final List<TypeRow> RANGES =
      List.of(
          type("int4range", "empty", "(,)", "[1,3)", "[-2147483648,2147483647)"),
          type("int8range", "empty", "[-9223372036854775808,9223372036854775807)"),
          type("numrange", "empty", "(1.10,2.20]", "[NaN,)", "(,-0.1)"),
          type("daterange", "empty", "[2024-01-01,2024-03-01)", "[-infinity,infinity)"),
          type("tsrange", "empty", "(\"2024-01-01 00:00:00\",infinity]"),
          type("tstzrange", "empty", "[\"2024-01-01 00:00:00+00\",)"),
          type("textrange", "empty", "[\"\",\"a,\\\\ \"\"b\")", "(,😀]"),
          type("int4multirange", "{}", "{(,0),[1,3),[5,)}").since(14),
          type("int8multirange", "{}", "{[-9223372036854775808,0)}").since(14),
          type("nummultirange", "{}", "{(1.10,2.20],[3,NaN]}").since(14),
          type("datemultirange", "{}", "{[2024-01-01,2024-03-01),[infinity,)}").since(14),
          type("tsmultirange", "{}", "{[\"2024-01-01 00:00:00\",infinity]}").since(14),
          type("tstzmultirange", "{}", "{[\"2024-01-01 00:00:00+00\",)}").since(14),
          type("textmultirange", "{}", "{[a,b),[\"c,\\\\ \"\"\",d)}").since(14));

  private static final List<TypeRow> OF_THE_SERVER =
      List.of(
          type("pg_lsn", "0/0", "FFFFFFFF/FFFFFFFF"),
          type("txid_snapshot", "10:20:10,14,15"),
          type("pg_snapshot", "10:20:10,14,15").since(13),
          type("aclitem", "=r/postgres", "postgres=arwd*/postgres"),
          type("int2vector", "", "-32768 0 32767"),
          type("oidvector", "", "0 4294967295"),
          type("regclass", "pg_class", "-", "4294967295", "public.\"Odd Table\""),
          type("regproc", "now", "-"),
          type("regprocedure", "upper(text)", "-"),
          type("regoper", "||/", "0"),
          type("regoperator", "+(integer,integer)", "0"),
          type("regtype", "integer", "timestamp with time zone", "mood", "-"),
          type("regrole", "postgres", "-"),
          type("regnamespace", "public", "-"),
          type("regconfig", "english", "-"),
          type("regdictionary", "english_stem", "-"),
          type("regcollation", "\"C\"", "-").since(13),
          type("abstime", "2001-09-09 01:46:40+00", "infinity")
              .until(11)
              .to("timestamptz", "2001-09-09 01:46:40+00", "infinity"),
          type("reltime", "1 day", "-1 year").until(11).to("interval", "1 day", "-1 year"),
          type("tinterval", "[\"2001-09-09 01:46:40+00\" \"2002-09-09 01:46:40+00\"]")
              .until(11)
              .to("text", "[\"2001-09-09 01:46:40+00\" \"2002-09-09 01:46:40+00\"]"),
          type("smgr", "magnetic disk").until(11).to("text", "magnetic disk"),
          type("unknown", "a b").until(9).to("text", "a b"));

  private static final List<TypeRow> OWN =
      List.of(
          type("mood", "sad", "so so", "it's \"fine\"", "a,b", "\\N", "😀"),
          type("score", "-10", "0", "10").since(11),
          type("\"Many Words\"", "{}", "{a,\"b c\",NULL}").since(11),
          type("pair", "(,,)", "(1,\"a \"\"b\"\", \\\\\",\"{1.10,NULL}\")", "(,\"\",{})"),
          type("nested", "(,,)", "(\"(1,\"\"b,c\"\",)\",\"{sad,\"\"a,b\"\"}\",5)"));

  /** Types that no column can be given a value of, with the reason. */
  static final Map<String, String> WITHOUT_VALUES = new TreeMap<>();

  static {
    String server = "only the server itself makes its values; it takes none as text";
    WITHOUT_VALUES.put("pg_node_tree", server);
    WITHOUT_VALUES.put("pg_ndistinct", server);
    WITHOUT_VALUES.put("pg_dependencies", server);
    WITHOUT_VALUES.put("pg_mcv_list", server);
    WITHOUT_VALUES.put("pg_brin_bloom_summary", server);
    WITHOUT_VALUES.put("pg_brin_minmax_multi_summary", server);
    WITHOUT_VALUES.put("gtsvector", server);
  }

  /** All rows, each followed by that of its arrays. */
  static List<TypeRow> all() {
    List<TypeRow> all = new ArrayList<>();
    for (List<TypeRow> family :
        List.of(NUMBERS, TEXTS, TIMES, NETWORKS_AND_SHAPES, RANGES, OF_THE_SERVER, OWN)) {
      for (TypeRow row : family) {
        all.add(row);
        if (row.arrives().equals(row.type())) {
          all.add(row.array());
        }
      }
    }
    return all;
  }
}
