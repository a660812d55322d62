/** {@code crosswalk bench}: the whole path of a row beside a plain COPY. */
@NullMarked
package dev.crosswalk.starter.bench;

import org.jspecify.annotations.NullMarked;
