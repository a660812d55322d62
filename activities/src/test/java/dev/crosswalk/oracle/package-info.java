/**
 * The engine against a second opinion: random schemas and rows, migrated row by row in plain SQL.
 */
@NullMarked
package dev.crosswalk.oracle;

import org.jspecify.annotations.NullMarked;
