/** What a plan will take, told before it is carried out. */
@NullMarked
package dev.crosswalk.estimate;

import org.jspecify.annotations.NullMarked;
