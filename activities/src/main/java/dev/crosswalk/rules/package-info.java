/** Cleansing rules: pure functions over text, found by {@link java.util.ServiceLoader}. */
@NullMarked
package dev.crosswalk.rules;

import org.jspecify.annotations.NullMarked;
