package dev.crosswalk.copy;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Tells text from bytes that only pass for it: a legacy database may hold both, and decoding
 * leniently would change a value without a word. For one thread.
 */
final class Utf8 {
  private final CharsetDecoder decoder = strict();
  private final CharBuffer decoded = CharBuffer.allocate(1024);

  private static CharsetDecoder strict() {
    return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
  }

  /** Whether these bytes are UTF-8, as strictly as PostgreSQL sees it. */
  boolean valid(byte[] bytes, int start, int end) {
    ByteBuffer left = ByteBuffer.wrap(bytes, start, end - start);
    decoder.reset();
    while (true) {
      decoded.clear();
      CoderResult result = decoder.decode(left, decoded, true);
      if (!result.isOverflow()) {
        return result.isUnderflow();
      }
    }
  }

  /**
   * The text of these bytes. If they are not UTF-8, it is written as inside PostgreSQL's {@code
   * E'…'}: a broken byte as {@code \xE9}, a backslash as two.
   */
  static String shown(byte[] bytes) {
    String plain = new String(bytes, StandardCharsets.UTF_8);
    if (Arrays.equals(plain.getBytes(StandardCharsets.UTF_8), bytes)) {
      return plain;
    }
    CharsetDecoder decoder = strict();
    ByteBuffer left = ByteBuffer.wrap(bytes);
    CharBuffer decoded = CharBuffer.allocate(bytes.length);
    StringBuilder text = new StringBuilder();
    while (true) {
      CoderResult result = decoder.decode(left, decoded, true);
      text.append(decoded.flip().toString().replace("\\", "\\\\"));
      decoded.clear();
      if (!result.isMalformed()) {
        return text.toString();
      }
      for (int broken = result.length(); broken > 0; broken--) {
        text.append("\\x%02X".formatted(left.get()));
      }
    }
  }
}
