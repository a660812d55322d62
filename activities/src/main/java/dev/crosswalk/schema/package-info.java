/** Structure and grants of both databases, applied by their owners, never by a worker. */
@NullMarked
package dev.crosswalk.schema;

import org.jspecify.annotations.NullMarked;
