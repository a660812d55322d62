/** What people see of a run: its progress, its account, how it ended. */
@NullMarked
package dev.crosswalk.starter.display;

import org.jspecify.annotations.NullMarked;
