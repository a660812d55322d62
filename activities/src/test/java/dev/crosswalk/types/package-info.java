/** Every type of PostgreSQL through the whole path, and tables of every size and shape. */
@NullMarked
package dev.crosswalk.types;

import org.jspecify.annotations.NullMarked;
