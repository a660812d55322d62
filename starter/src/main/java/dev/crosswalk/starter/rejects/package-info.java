/** The commands about single rows: those that could not be written, and what became of any row. */
@NullMarked
package dev.crosswalk.starter.rejects;

import org.jspecify.annotations.NullMarked;
