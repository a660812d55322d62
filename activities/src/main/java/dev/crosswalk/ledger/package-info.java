/** Reading and writing schema {@code crosswalk} of the target. */
@NullMarked
package dev.crosswalk.ledger;

import org.jspecify.annotations.NullMarked;
