/** Commands about backups. */
@NullMarked
package dev.crosswalk.starter.backup;

import org.jspecify.annotations.NullMarked;
