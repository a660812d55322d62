package dev.crosswalk.copy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One line of COPY's text format, cut into fields; see PostgreSQL's COPY, "Text Format". */
final class CopyLine {
  private final byte[] line;
  private final int[] ends;
  private final int fields;
  private final boolean ascii;

  /**
   * Cuts a line.
   *
   * @param line without or with its end of line; not copied, must not change
   */
  CopyLine(byte[] line, int expected) {
    this.line = line;
    int end = line.length;
    if (end > 0 && line[end - 1] == '\n') {
      end--;
    }
    int[] found = new int[expected];
    int count = 0;
    int bits = 0;
    for (int at = 0; at <= end; at++) {
      // A tab inside a value is escaped, so a real one always separates.
      if (at == end || line[at] == '\t') {
        if (count == found.length) {
          found = Arrays.copyOf(found, count * 2 + 1);
        }
        found[count++] = at;
      } else {
        bits |= line[at];
      }
    }
    this.ends = found;
    this.fields = count;
    this.ascii = bits >= 0;
  }

  int fields() {
    return fields;
  }

  byte[] bytes() {
    return line;
  }

  int start(int field) {
    return field == 0 ? 0 : ends[field - 1] + 1;
  }

  int end(int field) {
    return ends[field];
  }

  boolean isNull(int field) {
    int start = start(field);
    return end(field) - start == 2 && line[start] == '\\' && line[start + 1] == 'N';
  }

  /** Whether the whole line is text; nearly free for a line of ASCII. */
  boolean isText(Utf8 utf8) {
    return ascii || utf8.valid(line, 0, ends[fields - 1]);
  }

  boolean isText(int field, Utf8 utf8) {
    return ascii || utf8.valid(line, start(field), end(field));
  }

  /** The value, unescaped; null for NULL. Only for a field that {@link #isText(int, Utf8)}. */
  @Nullable String text(int field) {
    if (isNull(field)) {
      return null;
    }
    int start = start(field);
    int end = end(field);
    for (int at = start; at < end; at++) {
      if (line[at] == '\\') {
        return new String(plain(start, end), StandardCharsets.UTF_8);
      }
    }
    return new String(line, start, end - start, StandardCharsets.UTF_8);
  }

  /** The value for a person to read, even where it is not text; null for NULL. */
  @Nullable String shown(int field) {
    return isNull(field) ? null : Utf8.shown(plain(start(field), end(field)));
  }

  private byte[] plain(int start, int end) {
    byte[] plain = new byte[end - start];
    int length = 0;
    for (int at = start; at < end; at++) {
      byte one = line[at];
      if (one == '\\' && at + 1 < end) {
        at++;
        one =
            switch (line[at]) {
              case 'b' -> '\b';
              case 'f' -> '\f';
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 't' -> '\t';
              case 'v' -> 0x0B;
              default -> line[at];
            };
      }
      plain[length++] = one;
    }
    return Arrays.copyOf(plain, length);
  }
}
