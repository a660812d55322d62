/** The path of a row: out of the source, through the rules, into the target, into the books. */
@NullMarked
package dev.crosswalk.copy;

import org.jspecify.annotations.NullMarked;
