/** The way to a Temporal server, for worker and command line alike. */
@NullMarked
package dev.crosswalk.temporal;

import org.jspecify.annotations.NullMarked;
