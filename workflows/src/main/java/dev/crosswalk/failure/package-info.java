/** The closed list of error codes, and the exception that carries one. */
@NullMarked
package dev.crosswalk.failure;

import org.jspecify.annotations.NullMarked;
