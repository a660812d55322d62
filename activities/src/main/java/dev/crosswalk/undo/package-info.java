/** What undoes the writing of a run, entity by entity, and proves that nothing else was touched. */
@NullMarked
package dev.crosswalk.undo;

import org.jspecify.annotations.NullMarked;
