/**
 * Named places at which a fault means something of its own; nothing happens there in production.
 */
@NullMarked
package dev.crosswalk.fault;

import org.jspecify.annotations.NullMarked;
