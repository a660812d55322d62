/** What is done as an owner of a database: modern tables, ledger, roles, synthetic data. */
@NullMarked
package dev.crosswalk.starter.schema;

import org.jspecify.annotations.NullMarked;
