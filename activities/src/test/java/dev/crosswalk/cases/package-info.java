/** Tests that are directories: two databases, a library, and what must come of them. */
@NullMarked
package dev.crosswalk.cases;

import org.jspecify.annotations.NullMarked;
