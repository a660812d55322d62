/** {@code crosswalk config}: every setting and where it came from. */
@NullMarked
package dev.crosswalk.starter.config;

import org.jspecify.annotations.NullMarked;
