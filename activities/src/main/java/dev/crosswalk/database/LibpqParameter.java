package dev.crosswalk.database;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of libpq that may stand in a URI: their variable in libpq's environment, what the
 * driver calls them, and the values they take. A constant's name is libpq's, in capitals.
 */
public enum LibpqParameter {
  SSLMODE(
      "PGSSLMODE",
      "sslmode",
      same("disable", "allow", "prefer", "require", "verify-ca", "verify-full")),
  SSLROOTCERT("PGSSLROOTCERT", "sslrootcert", Map.of()),
  SSLCERT("PGSSLCERT", "sslcert", Map.of()),
  SSLKEY("PGSSLKEY", "sslkey", Map.of()),
  SSLPASSWORD(null, "sslpassword", Map.of()),
  SSLNEGOTIATION("PGSSLNEGOTIATION", "sslNegotiation", same("postgres", "direct")),
  CHANNEL_BINDING("PGCHANNELBINDING", "channelBinding", same("disable", "prefer", "require")),
  REQUIRE_AUTH("PGREQUIREAUTH", "requireAuth", Map.of()),
  GSSENCMODE("PGGSSENCMODE", "gssEncMode", same("disable", "prefer", "require")),
  KRBSRVNAME("PGKRBSRVNAME", "kerberosServerName", Map.of()),
  CONNECT_TIMEOUT("PGCONNECT_TIMEOUT", "connectTimeout", Map.of()),
  TARGET_SESSION_ATTRS(
      "PGTARGETSESSIONATTRS",
      "targetServerType",
      Map.of(
          "any", "any",
          "read-write", "primary",
          "primary", "primary",
          "read-only", "secondary",
          "standby", "secondary",
          "prefer-standby", "preferSecondary")),
  LOAD_BALANCE_HOSTS(
      "PGLOADBALANCEHOSTS", "loadBalanceHosts", Map.of("disable", "false", "random", "true")),
  OPTIONS("PGOPTIONS", "options", Map.of());

  private final @Nullable String variable;
  private final String property;

  /** libpq's value → the driver's; empty when any text goes. */
  @SuppressWarnings("ImmutableEnumChecker") // each is a map that cannot be changed
  private final Map<String, String> values;

  LibpqParameter(@Nullable String variable, String property, Map<String, String> values) {
    this.variable = variable;
    this.property = property;
    this.values = values;
  }

  private static Map<String, String> same(String... words) {
    return List.of(words).stream()
        .collect(Collectors.toUnmodifiableMap(word -> word, word -> word));
  }

  /** As libpq writes it, such as {@code connect_timeout}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The variable of libpq's environment, or null when it has none. */
  @Nullable String variable() {
    return variable;
  }

  String property() {
    return property;
  }

  /** Whether the value must never be shown. */
  public boolean secret() {
    return this == SSLPASSWORD;
  }

  /** What the driver is to be told, or null when this is no value of the parameter. */
  @Nullable String translate(String value) {
    return switch (this) {
      case CONNECT_TIMEOUT -> value.matches("[0-9]{1,6}") ? value : null;
      // Newer libpq takes the system's trust store here; the driver would look for such a file.
      case SSLROOTCERT -> value.equals("system") ? null : value;
      default -> values.isEmpty() ? value : values.get(value);
    };
  }

  /** What the parameter takes, for a message. */
  String expected() {
    return switch (this) {
      case CONNECT_TIMEOUT -> "a whole number of seconds";
      case SSLROOTCERT -> "the path of a file with certificates";
      default -> "one of " + String.join(", ", values.keySet().stream().sorted().toList());
    };
  }

  /** The parameter of this name as libpq writes it, or null. */
  static @Nullable LibpqParameter of(String key) {
    for (LibpqParameter parameter : values()) {
      if (parameter.key().equals(key)) {
        return parameter;
      }
    }
    return null;
  }

  /** What to write instead of a name that is not libpq's, or null when nothing is known. */
  static @Nullable String instead(String name) {
    if (name.equals("ssl")) {
      return "sslmode=require";
    }
    for (LibpqParameter parameter : values()) {
      if (parameter.property.equalsIgnoreCase(name) || parameter.key().equalsIgnoreCase(name)) {
        return parameter.key();
      }
    }
    return null;
  }
}
