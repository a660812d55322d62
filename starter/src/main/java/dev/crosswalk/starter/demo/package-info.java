/** {@code crosswalk demo}: a whole migration in one process. */
@NullMarked
package dev.crosswalk.starter.demo;

import org.jspecify.annotations.NullMarked;
