/** What became of a run, read from the ledger: the report object and its renderings. */
@NullMarked
package dev.crosswalk.report;

import org.jspecify.annotations.NullMarked;
