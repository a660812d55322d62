/** The activities as Temporal calls them; what they do stands in the other packages. */
@NullMarked
package dev.crosswalk.activities;

import org.jspecify.annotations.NullMarked;
