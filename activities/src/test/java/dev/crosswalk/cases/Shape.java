package dev.crosswalk.cases;

import java.util.Comparator;

/** How a case is cut into chunks and batches, which must not show in what comes of it. */
enum Shape {
  /** As people run it: a case is one chunk and one batch. */
  WHOLE(5000, 50_000),

  /** Batches of two, chunks of three, the last chunk first. */
  PIECES(2, 3);

  final int batchRows;
  final int chunkRows;

  Shape(int batchRows, int chunkRows) {
    this.batchRows = batchRows;
    this.chunkRows = chunkRows;
  }

  /** The order in which chunks are copied. */
  Comparator<Integer> chunks() {
    return this == WHOLE ? Comparator.naturalOrder() : Comparator.reverseOrder();
  }
}
