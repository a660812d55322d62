/** What a process is told from outside, and where each value came from. */
@NullMarked
package dev.crosswalk.settings;

import org.jspecify.annotations.NullMarked;
