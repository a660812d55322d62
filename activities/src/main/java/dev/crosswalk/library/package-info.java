/** Reads plans, entities and vocabularies from YAML, strictly, and tells every problem at once. */
@NullMarked
package dev.crosswalk.library;

import org.jspecify.annotations.NullMarked;
