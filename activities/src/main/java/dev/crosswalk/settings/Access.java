package dev.crosswalk.settings;

import java.util.Locale;

/** Which database is entered, and for what; each has connection settings of its own. */
public enum Access {
  /** The legacy database as the worker reads it. */
  SOURCE,
  /** The new database as the worker loads it. */
  TARGET,
  /** The legacy database as its owner, who may make synthetic data in it. */
  SOURCE_OWNER,
  /** The new database as its owner, who may change its structure. */
  TARGET_OWNER;

  /** As it stands in the file, such as {@code source_owner}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The variable that holds the URI, such as {@code CROSSWALK_SOURCE_OWNER_URL}. */
  public String variable() {
    return variable("URL");
  }

  String variable(String ending) {
    return "CROSSWALK_" + name() + "_" + ending;
  }
}
