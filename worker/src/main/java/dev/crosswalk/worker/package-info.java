/** The composition root: what a worker is made of, how it starts and how it ends. */
@NullMarked
package dev.crosswalk.worker;

import org.jspecify.annotations.NullMarked;
