package dev.crosswalk.database;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection URI as libpq reads it, such as {@code
 * postgresql://user@host:5432/name?sslmode=require}, completed from libpq's environment. Reading
 * one fails with {@code input.invalid}; the message never repeats the URI, which may hold a
 * password.
 *
 * @param hosts each {@code host:port}, joined with commas
 * @param password the one in the URI, else that of {@code PGPASSWORD} or of the password file
 * @param parameters all that hold, from the URI or the environment
 * @param shown the URI as it was given, with its secrets masked
 * @param holdsSecret whether a password stands in the URI itself
 */
public record LibpqUri(
    Value hosts,
    String database,
    Value user,
    @Nullable Value password,
    Map<LibpqParameter, Value> parameters,
    String shown,
    boolean holdsSecret) {
  /** What stands for a secret wherever settings are shown. */
  public static final String MASK = "****";

  /**
   * Reads a URI.
   *
   * @param name the setting's name, for messages and origins
   * @param environment completes what the URI leaves out
   */
  public static LibpqUri parse(String name, String text, Map<String, String> environment) {
    return new LibpqUriReader(name, environment).read(text);
  }

  /**
   * The endpoint that is meant.
   *
   * @param given goes before the password found here
   */
  public Endpoint endpoint(@Nullable String given) {
    Map<String, String> properties = new LinkedHashMap<>();
    parameters.forEach(
        (parameter, value) -> {
          String translated = parameter.translate(value.text());
          if (translated != null) {
            properties.put(parameter.property(), translated);
          }
        });
    String path = URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
    String text = given != null ? given : password == null ? null : password.text();
    return new Endpoint(Endpoint.PREFIX + hosts.text() + "/" + path, user.text(), text, properties);
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return shown;
  }
}
