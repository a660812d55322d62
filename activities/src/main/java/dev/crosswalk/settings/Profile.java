package dev.crosswalk.settings;

import java.util.Arrays;
import java.util.Locale;

/** How careful a process has to be. */
public enum Profile {
  DEVELOPMENT,
  STAGING,
  /** Real patients: every connection is verified, and nothing synthetic is made. */
  PRODUCTION;

  /** As people write it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static String[] keys() {
    return Arrays.stream(values()).map(Profile::key).toArray(String[]::new);
  }
}
