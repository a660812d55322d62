/**
 * Plans as data: what is loaded, from where, in which order. Pure records, no database, no file.
 */
@NullMarked
package dev.crosswalk.plan;

import org.jspecify.annotations.NullMarked;
