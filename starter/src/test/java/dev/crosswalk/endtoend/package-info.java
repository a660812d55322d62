/** Whole runs: real databases, real worker processes, the in-memory Temporal and a real one. */
@NullMarked
package dev.crosswalk.endtoend;

import org.jspecify.annotations.NullMarked;
