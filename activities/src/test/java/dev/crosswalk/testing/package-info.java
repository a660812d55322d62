/** What tests of all modules share: real databases, fresh for each class. */
@NullMarked
package dev.crosswalk.testing;

import org.jspecify.annotations.NullMarked;
