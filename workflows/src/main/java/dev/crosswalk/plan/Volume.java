package dev.crosswalk.plan;

import java.util.Locale;

/**
 * How many rows an entity has, in classes. A class decides how finely the rows are cut where
 * neither the run nor the plan says so, and by that how many writers find work: one chunk has one.
 */
public enum Volume {
  /** Below a thousand: one writer, mostly one batch. */
  SMALL(1_000, 50_000),
  /** To ten thousand: one writer, for more would wait for one another's overhead. */
  MEDIUM(10_001, 50_000),
  /** To a hundred thousand: chunks enough for every core. */
  LARGE(100_001, 10_000),
  /** More: chunks so large that their number does not count. */
  MASSIVE(Long.MAX_VALUE, 50_000);

  private final long below;
  private final int chunkRows;

  Volume(long below, int chunkRows) {
    this.below = below;
    this.chunkRows = chunkRows;
  }

  /** The class of so many rows. */
  public static Volume of(long rows) {
    for (Volume volume : values()) {
      if (rows < volume.below) {
        return volume;
      }
    }
    return MASSIVE;
  }

  /** The most rows of a chunk. */
  public int chunkRows() {
    return chunkRows;
  }

  /** As documents write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
