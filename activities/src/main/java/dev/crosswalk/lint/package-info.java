/** Holds plans against the two databases they are made for, before a run does. */
@NullMarked
package dev.crosswalk.lint;

import org.jspecify.annotations.NullMarked;
