package dev.crosswalk.copy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The ids of new rows: UUID version 5 (RFC 9562) of {@code entity|legacy table|key}, so that the
 * same source gives the same target. Two entities made from one legacy row get different ids. Test
 * vectors: {@code docs/ids.md}. For one thread.
 */
public final class Ids {
  /** UUID v5 of {@code crosswalk.dev} in the DNS namespace. */
  public static final UUID NAMESPACE = UUID.fromString("34eda1db-900d-5b87-bca4-8a1099cf04ad");

  private final MessageDigest sha1;
  private final byte[] namespace;
  private final byte[] prefix;

  public Ids(String entity, String legacyTable) {
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
    namespace =
        ByteBuffer.allocate(16)
            .putLong(NAMESPACE.getMostSignificantBits())
            .putLong(NAMESPACE.getLeastSignificantBits())
            .array();
    prefix = (entity + "|" + legacyTable + "|").getBytes(StandardCharsets.UTF_8);
  }

  /** The id of the row with this legacy key. */
  public UUID id(String key) {
    sha1.update(namespace);
    sha1.update(prefix);
    ByteBuffer hash = ByteBuffer.wrap(sha1.digest(key.getBytes(StandardCharsets.UTF_8)));
    long high = (hash.getLong() & ~0xF000L) | 0x5000L;
    long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low);
  }
}
