package dev.crosswalk.copy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines of COPY's text format, written one field after the other. For one thread. */
final class CopyBuffer {
  private static final byte[] NULL = {'\\', 'N'};

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
      return;
    }
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    int from = 0;
    for (int at = 0; at < encoded.length; at++) {
      int escape = escape(encoded[at]);
      if (escape != 0) {
        append(encoded, from, at);
        reserve(2);
        bytes[length++] = '\\';
        bytes[length++] = (byte) escape;
        from = at + 1;
      }
    }
    append(encoded, from, encoded.length);
  }

  void clear() {
    length = 0;
  }

  void endLine() {
    reserve(1);
    bytes[length++] = '\n';
    inLine = false;
  }

  private static int escape(byte one) {
    return switch (one) {
      case '\\' -> '\\';
      case '\t' -> 't';
      case '\n' -> 'n';
      case '\r' -> 'r';
      default -> 0;
    };
  }

  private void separate() {
    if (inLine) {
      reserve(1);
      bytes[length++] = '\t';
    }
    inLine = true;
  }

  private void append(byte[] from, int start, int end) {
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
