/** The commands about runs: they talk to Temporal and the ledger, never to a worker. */
@NullMarked
package dev.crosswalk.starter.run;

import org.jspecify.annotations.NullMarked;
