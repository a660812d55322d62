/** Copies of tables from before a phase: taking, keeping and restoring them. */
@NullMarked
package dev.crosswalk.backup;

import org.jspecify.annotations.NullMarked;
