/** What all commands share: where they run, how they answer, how they end. */
@NullMarked
package dev.crosswalk.starter.command;

import org.jspecify.annotations.NullMarked;
