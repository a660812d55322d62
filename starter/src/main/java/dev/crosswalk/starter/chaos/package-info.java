/** {@code crosswalk chaos}: runs that are disturbed on purpose, each compared with a calm one. */
@NullMarked
package dev.crosswalk.starter.chaos;

import org.jspecify.annotations.NullMarked;
