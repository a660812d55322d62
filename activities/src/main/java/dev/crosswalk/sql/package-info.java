/** The statements that move an entity's rows, compiled from its plan and the two catalogs. */
@NullMarked
package dev.crosswalk.sql;

import org.jspecify.annotations.NullMarked;
