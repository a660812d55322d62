package dev.crosswalk.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.testing.TestDatabases;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/** What is written and read in COPY's text format means to the server what it means to us. */
class CopyTextTest {
  private static final TestDatabases DATABASES = new TestDatabases().of("", "");

  /** What COPY escapes, and the letters that it escapes them with. */
  private static final String SPECIAL = "\\\t\n\r\b\f\u000BNntrbfvx.0";

  private static final Connection CONNECTION = DATABASES.pools().target();

  @BeforeAll
  static void table() throws SQLException {
    execute("create temporary table line (no integer, a text, b text, c text)");
  }

  @AfterAll
  static void drop() throws SQLException {
    CONNECTION.close();
    DATABASES.close();
  }

  /** Everything that the format, a program in C or a careless split could stumble over. */
  private static final List<String> AWKWARD =
      List.of(
          "",
          " ",
          "\t",
          "\n",
          "\r",
          "\r\n",
          "\b",
          "\f",
          "\u000B",
          "\\",
          "\\\\",
          "\\N",
          "\\n",
          "\\t",
          "\\.",
          "\\x41",
          "\\101",
          "\\b",
          "N",
          "NULL",
          "a\tb\nc\rd\\e",
          "\t\t",
          "ends with a backslash\\",
          "\u0001\u001F\u007F",
          "\u0085\u00A0\u2028\uFEFF",
          "äöü 設定 שלום",
          "\uD83D\uDE00",
          "a\uD83D\uDE00\tb\uD83D\uDE00\n",
          "\uDBFF\uDFFF",
          "'\"`$1 {0} ?",
          "x".repeat(100_000),
          "\\".repeat(5000),
          "\t\n".repeat(5000));

  @Test
  void awkwardValuesComeBackAsTheyWereWritten() throws SQLException, IOException {
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (String value : AWKWARD) {
      rows.add(Arrays.asList(value, null, value));
      rows.add(Arrays.asList(null, value, ""));
    }

    assertRoundTrip("the list", rows);
  }

  @Test
  void anEmptyTextAndNullAreTwoThings() throws SQLException, IOException {
    assertRoundTrip(
        "the list",
        List.of(
            Arrays.asList("", null, "\\N"),
            Arrays.asList(null, "\\N", ""),
            Arrays.asList("\\N", "", null),
            Collections.nCopies(3, (String) null)));
  }

  @Test
  void anyTextComesBackAsItWasWritten() throws SQLException, IOException {
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      List<List<@Nullable String>> rows = new ArrayList<>();
      for (int row = 0; row < 200; row++) {
        rows.add(Arrays.asList(anyText(random), anyText(random), anyText(random)));
      }

      assertRoundTrip("seed " + seed, rows);
    }
  }

  /** Mostly what is special to the format, the rest from all that PostgreSQL can store. */
  private static @Nullable String anyText(Random random) {
    if (random.nextInt(8) == 0) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(12); left > 0; left--) {
      switch (random.nextInt(4)) {
        case 0 -> text.append(SPECIAL.charAt(random.nextInt(SPECIAL.length())));
        case 1 -> text.append((char) (1 + random.nextInt(127)));
        default -> {
          int point = 1 + random.nextInt(Character.MAX_CODE_POINT);
          boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
          text.appendCodePoint(half ? 'x' : point);
        }
      }
    }
    return text.toString();
  }

  @Test
  void aFieldPassedOnAsItCameIsTheSameField() throws SQLException, IOException {
    write(
        AWKWARD.stream().map(value -> Arrays.<@Nullable String>asList(value, null, "z")).toList());
    CopyBuffer passed = new CopyBuffer(1);
    List<byte[]> lines = copyOut();
    for (byte[] bytes : lines) {
      CopyLine line = new CopyLine(bytes, 4);
      for (int field = 0; field < line.fields(); field++) {
        passed.raw(line.bytes(), line.start(field), line.end(field));
      }
      passed.endLine();
    }
    copyIn(passed);

    assertThat(copyOut()).containsExactlyElementsOf(lines);
  }

  @Test
  void aFieldThatIsChangedLeavesItsNeighboursAlone() throws SQLException, IOException {
    write(List.of(Arrays.asList("a\tb", "\\N", null)));
    CopyLine line = new CopyLine(copyOut().get(0), 4);
    CopyBuffer changed = new CopyBuffer(16);
    changed.raw(line.bytes(), line.start(0), line.end(0));
    changed.raw(line.bytes(), line.start(1), line.end(1));
    changed.text("new\n" + line.text(2));
    changed.raw(line.bytes(), line.start(3), line.end(3));
    changed.endLine();
    copyIn(changed);

    assertThat(readByJdbc()).containsExactly(Arrays.asList("a\tb", "new\n\\N", null));
  }

  @Test
  void aLineIsCutAtEachTabOfItsOwn() {
    CopyLine line = line("1\t\\N\t\ta\\tb\t\\\\N\t\\Nx\n");

    assertThat(line.fields()).isEqualTo(6);
    assertThat(line.isNull(0)).isFalse();
    assertThat(line.isNull(1)).isTrue();
    assertThat(line.text(2)).isEmpty();
    assertThat(line.text(3)).isEqualTo("a\tb");
    assertThat(line.isNull(4)).isFalse();
    assertThat(line.text(4)).isEqualTo("\\N");
    assertThat(line.isNull(5)).isFalse();
    assertThat(line.text(5)).isEqualTo("Nx");
  }

  @Test
  void aLineMayHoldMoreOrFewerFieldsThanExpected() {
    assertThat(line("a\tb\tc\td\te\tf\n").fields()).isEqualTo(6);
    assertThat(line("a\tb\tc\td\te\tf\n").text(5)).isEqualTo("f");
    assertThat(line("\n").fields()).isEqualTo(1);
    assertThat(line("\n").text(0)).isEmpty();
    assertThat(line("a").text(0)).isEqualTo("a");
  }

  private static CopyLine line(String text) {
    return new CopyLine(text.getBytes(StandardCharsets.UTF_8), 3);
  }

  private static void assertRoundTrip(String which, List<List<@Nullable String>> rows)
      throws SQLException, IOException {
    write(rows);

    assertThat(readByJdbc()).as(which).containsExactlyElementsOf(rows);
    assertThat(readByCopy()).as(which).containsExactlyElementsOf(rows);
  }

  private static void write(List<List<@Nullable String>> rows) throws SQLException, IOException {
    CopyBuffer buffer = new CopyBuffer(1);
    int no = 0;
    for (List<@Nullable String> row : rows) {
      buffer.text(Integer.toString(++no));
      row.forEach(buffer::text);
      buffer.endLine();
    }
    copyIn(buffer);
  }

  private static void copyIn(CopyBuffer buffer) throws SQLException, IOException {
    execute("truncate line");
    copy()
        .copyIn(
            "copy line from stdin", new ByteArrayInputStream(buffer.bytes(), 0, buffer.length()));
  }

  private static List<byte[]> copyOut() throws SQLException {
    CopyOut out = copy().copyOut("copy (select * from line order by no) to stdout");
    List<byte[]> lines = new ArrayList<>();
    for (byte[] line = out.readFromCopy(); line != null; line = out.readFromCopy()) {
      lines.add(line);
    }
    return lines;
  }

  private static List<List<@Nullable String>> readByCopy() throws SQLException {
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (byte[] bytes : copyOut()) {
      CopyLine line = new CopyLine(bytes, 4);
      assertThat(line.fields()).isEqualTo(4);
      rows.add(Arrays.asList(line.text(1), line.text(2), line.text(3)));
    }
    return rows;
  }

  private static List<List<@Nullable String>> readByJdbc() throws SQLException {
    List<List<@Nullable String>> rows = new ArrayList<>();
    try (Statement statement = CONNECTION.createStatement();
        ResultSet row = statement.executeQuery("select a, b, c from line order by no")) {
      while (row.next()) {
        rows.add(Arrays.asList(row.getString(1), row.getString(2), row.getString(3)));
      }
    }
    return rows;
  }

  private static CopyManager copy() throws SQLException {
    return CONNECTION.unwrap(PGConnection.class).getCopyAPI();
  }

  private static void execute(String sql) throws SQLException {
    try (Statement statement = CONNECTION.createStatement()) {
      statement.execute(sql);
    }
  }
}
