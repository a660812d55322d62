/** {@code crosswalk plan}: what would be migrated, and how. */
@NullMarked
package dev.crosswalk.starter.plan;

import org.jspecify.annotations.NullMarked;
