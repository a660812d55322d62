package dev.crosswalk.starter;

/** How a command prints its data. */
enum Output {
  TABLE,
  JSON
}
