/** The command line. Data goes to stdout, everything else to stderr. */
@NullMarked
package dev.crosswalk.starter;

import org.jspecify.annotations.NullMarked;
