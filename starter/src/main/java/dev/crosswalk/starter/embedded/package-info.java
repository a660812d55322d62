/** Everything a run needs in one process: both databases, Temporal and a worker. */
@NullMarked
package dev.crosswalk.starter.embedded;

import org.jspecify.annotations.NullMarked;
