package dev.crosswalk.copy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lines of COPY's text format, written one field after the other. For one thread. */
final class CopyBuffer {
  private static final byte[] NULL = {'\\', 'N'};
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** What stands after a backslash for a byte that may not stand for itself; 0 for others. */
  private static final byte[] ESCAPES = new byte[256];

  static {
    ESCAPES['\\'] = '\\';
    ESCAPES['\t'] = 't';
    ESCAPES['\n'] = 'n';
    ESCAPES['\r'] = 'r';
  }

  private byte[] bytes;
  private int length;
  private boolean inLine;

  CopyBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  int length() {
    return length;
  }

  byte[] bytes() {
    return bytes;
  }

  /** A field whose bytes are in COPY's format already. */
  void raw(byte[] from, int start, int end) {
    separate();
    append(from, start, end);
  }

  /** A field; null stands for NULL. */
  void text(@Nullable String value) {
    separate();
    if (value == null) {
      append(NULL, 0, NULL.length);
    } else if (!plain(value)) {
      escaped(value);
    }
  }

  /** Writes what is ASCII without anything to escape; else writes nothing. */
  private boolean plain(String value) {
    int end = value.length();
    reserve(end);
    for (int at = 0; at < end; at++) {
      char one = value.charAt(at);
      if (one > 0x7F || ESCAPES[one] != 0) {
        return false;
      }
      bytes[length + at] = (byte) one;
    }
    length += end;
    return true;
  }

  private void escaped(String value) {
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    int from = 0;
    for (int at = 0; at < encoded.length; at++) {
      byte escape = ESCAPES[encoded[at] & 0xFF];
      if (escape != 0) {
        append(encoded, from, at);
        reserve(2);
        bytes[length++] = '\\';
        bytes[length++] = escape;
        from = at + 1;
      }
    }
    append(encoded, from, encoded.length);
  }

  /** A field that holds a UUID. */
  void uuid(UUID id) {
    separate();
    reserve(36);
    hex(id.getMostSignificantBits() >>> 32, 8);
    hyphen();
    hex(id.getMostSignificantBits() >>> 16, 4);
    hyphen();
    hex(id.getMostSignificantBits(), 4);
    hyphen();
    hex(id.getLeastSignificantBits() >>> 48, 4);
    hyphen();
    hex(id.getLeastSignificantBits(), 12);
  }

  private void hex(long number, int digits) {
    for (int digit = digits - 1; digit >= 0; digit--) {
      bytes[length++] = HEX[(int) (number >>> (4 * digit)) & 0xF];
    }
  }

  private void hyphen() {
    bytes[length++] = '-';
  }

  void clear() {
    length = 0;
  }

  void endLine() {
    reserve(1);
    bytes[length++] = '\n';
    inLine = false;
  }

  private void separate() {
    if (inLine) {
      reserve(1);
      bytes[length++] = '\t';
    }
    inLine = true;
  }

  /** ASCII as it is, also a part of a line. */
  void ascii(String text) {
    int end = text.length();
    reserve(end);
    for (int at = 0; at < end; at++) {
      bytes[length++] = (byte) text.charAt(at);
    }
  }

  /** Bytes as they are, also a part of a line. */
  void append(byte[] from, int start, int end) {
    reserve(end - start);
    System.arraycopy(from, start, bytes, length, end - start);
    length += end - start;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
