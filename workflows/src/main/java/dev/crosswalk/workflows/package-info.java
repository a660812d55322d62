/** Workflow code, the contracts of its activities, and the records that pass between them. */
@NullMarked
package dev.crosswalk.workflows;

import org.jspecify.annotations.NullMarked;
