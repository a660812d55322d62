package dev.crosswalk.settings;

/** How careful a process has to be. */
public enum Profile {
  DEVELOPMENT,
  STAGING,
  /** Real patients: connections are verified, and nothing synthetic is made. */
  PRODUCTION
}
