/** {@code crosswalk doctor}: whether a run can be started, and what to do first. */
@NullMarked
package dev.crosswalk.starter.doctor;

import org.jspecify.annotations.NullMarked;
