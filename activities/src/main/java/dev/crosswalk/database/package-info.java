/** Connections, the settings pinned on them, and what their errors mean. */
@NullMarked
package dev.crosswalk.database;

import org.jspecify.annotations.NullMarked;
