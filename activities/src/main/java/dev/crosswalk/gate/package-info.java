/** The checks that must hold before a run goes on. */
@NullMarked
package dev.crosswalk.gate;

import org.jspecify.annotations.NullMarked;
