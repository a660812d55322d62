package dev.crosswalk.database;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes one URI apart. Its messages name the setting and never repeat what stands in it. */
final class LibpqUriReader {
  /**
   * What libpq takes a URI apart into. Stricter in one thing: nothing after the user's part may
   * hold an '@', lest the rest of a password be taken for a host, database or parameter, and shown.
   */
  private static final Pattern SHAPE =
      Pattern.compile(
          "postgres(?:ql)?://(?:(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?"
              + "(?<hosts>[^@/?#]*)(?:/(?<database>[^@/?#]*))?(?:\\?(?<query>[^#@]*))?");

  private static final Pattern HOST =
      Pattern.compile("(?<name>\\[[0-9A-Fa-f:.]+(?:%\\w+)?]|[\\w.-]*)(?::(?<port>[0-9]{1,5}))?");

  private static final Pattern WORD = Pattern.compile("[A-Za-z_]{1,40}");

  private final String name;
  private final Map<String, String> environment;

  /** Parameters of the URI that say what also has a place before the question mark. */
  private final Map<String, String> parts = new LinkedHashMap<>();

  private final Map<LibpqParameter, Value> parameters = new EnumMap<>(LibpqParameter.class);

  LibpqUriReader(String name, Map<String, String> environment) {
    this.name = name;
    this.environment = environment;
  }

  LibpqUri read(String text) {
    Matcher shape = SHAPE.matcher(text.strip());
    if (!shape.matches()) {
      throw unusable();
    }
    for (LibpqParameter parameter : LibpqParameter.values()) {
      String variable = parameter.variable();
      Value value = variable == null ? null : environment(variable);
      if (value != null) {
        put(parameter, value, variable + " of the environment");
      }
    }
    String query = query(shape.group("query"));
    Value hosts = hosts(shape.group("hosts"));
    String database = part("dbname", shape.group("database"));
    if (database == null) {
      throw unusable();
    }
    String user = part("user", shape.group("user"));
    Value entered =
        user != null
            ? new Value(user, name)
            : orElse(
                environment("PGUSER"),
                new Value(System.getProperty("user.name"), "default: the system's user"));
    String own = part("password", shape.group("password"));
    Value password = own != null ? new Value(own, name) : environment("PGPASSWORD");
    if (password == null) {
      List<String> each = List.of(hosts.text().split(",", -1));
      password = PasswordFile.find(environment, each, database, entered.text());
    }
    String before = shape.group("user") == null ? "" : shape.group("user");
    before += shape.group("password") == null ? "" : ":" + LibpqUri.MASK;
    String path = shape.group("database") == null ? "" : "/" + shape.group("database");
    return new LibpqUri(
        hosts,
        database,
        entered,
        password,
        parameters,
        "postgresql://"
            + (before.isEmpty() ? "" : before + "@")
            + shape.group("hosts")
            + path
            + query,
        own != null || parameters.containsKey(LibpqParameter.SSLPASSWORD));
  }

  /** Takes the parameters in and returns them as they may be shown. */
  private String query(@Nullable String query) {
    if (query == null || query.isEmpty()) {
      return "";
    }
    List<String> shown = new ArrayList<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String key = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      LibpqParameter parameter = LibpqParameter.of(key);
      if (parameter != null) {
        put(parameter, new Value(decode(value), name), name);
      } else if (List.of("host", "port", "dbname", "user", "password").contains(key)) {
        parts.put(key, decode(value));
      } else {
        throw unknown(key);
      }
      boolean secret = key.equals("password") || (parameter != null && parameter.secret());
      shown.add(key + "=" + (secret ? LibpqUri.MASK : value));
    }
    return "?" + String.join("&", shown);
  }

  private void put(LibpqParameter parameter, Value value, String where) {
    if (parameter.translate(value.text()) == null) {
      throw wrong(where + ": " + parameter.key() + " must be " + parameter.expected());
    }
    parameters.put(parameter, value);
  }

  /** A part of the URI; libpq lets the same go as a parameter, which goes first. */
  private @Nullable String part(String key, @Nullable String inside) {
    String value = parts.containsKey(key) ? parts.get(key) : inside == null ? null : decode(inside);
    return value == null || value.isEmpty() ? null : value;
  }

  private Value hosts(String inside) {
    Value names = orElse(environment("PGHOST"), new Value("localhost", "default"));
    Value ports = orElse(environment("PGPORT"), new Value("5432", "default"));
    if (parts.containsKey("host")) {
      names = new Value(String.valueOf(parts.get("host")), name);
    }
    if (parts.containsKey("port")) {
      ports = new Value(String.valueOf(parts.get("port")), name);
    }
    String given = parts.containsKey("host") ? "" : decode(inside);
    Value hosts = given.isEmpty() ? names : new Value(given, name);
    if (hosts.text().contains("/")) {
      throw wrong(
          "%s leads to a Unix socket (%s); only TCP is possible from Java: name host and port"
              .formatted(name, hosts.origin()));
    }
    List<String> each = new ArrayList<>();
    String[] defaults = ports.text().split(",", -1);
    String[] all = hosts.text().split(",", -1);
    for (int index = 0; index < all.length; index++) {
      Matcher host = HOST.matcher(given.isEmpty() ? bracketed(all[index]) : all[index]);
      if (!host.matches() || (defaults.length > 1 && defaults.length != all.length)) {
        throw unusable();
      }
      String port = host.group("port");
      if (port == null) {
        port = defaults[defaults.length == 1 ? 0 : index];
      }
      if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
        throw unusable();
      }
      each.add((host.group("name").isEmpty() ? "localhost" : host.group("name")) + ":" + port);
    }
    return new Value(String.join(",", each), hosts.origin());
  }

  /** Variables and parameters hold an IPv6 address without the brackets that a URI needs. */
  private static String bracketed(String host) {
    return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  private @Nullable Value environment(String variable) {
    String value = environment.get(variable);
    return value == null || value.isEmpty() ? null : new Value(value, "environment " + variable);
  }

  private static Value orElse(@Nullable Value value, Value otherwise) {
    return value == null ? otherwise : value;
  }

  /** Percent-encoding alone: unlike in a form, a plus is a plus. */
  private String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      throw unusable();
    }
  }

  private Failure unknown(String key) {
    if (key.equals("application_name") || key.equalsIgnoreCase("ApplicationName")) {
      return wrong(name + ": application_name is set by Crosswalk itself; leave it out");
    }
    // After a password, and where no word stands, this may be the rest of one with an '&' in it.
    boolean secret =
        parts.containsKey("password") || parameters.containsKey(LibpqParameter.SSLPASSWORD);
    if (secret || !WORD.matcher(key).matches()) {
      return wrong(name + " has a parameter that is not known; in a password, & is written %26");
    }
    String instead = LibpqParameter.instead(key);
    if (instead != null) {
      return wrong("%s: the parameter '%s' is not libpq's; write %s".formatted(name, key, instead));
    }
    List<String> known = new ArrayList<>();
    for (LibpqParameter parameter : LibpqParameter.values()) {
      known.add(parameter.key());
    }
    return wrong(
        "%s has the parameter '%s', which is not known; known: %s"
            .formatted(name, key, String.join(", ", known)));
  }

  private Failure unusable() {
    return wrong(
        name
            + " is not a URI such as postgresql://user@host:5432/database"
            + " (in a password, write @ as %40, / as %2F, ? as %3F, # as %23)");
  }

  private static Failure wrong(String message) {
    return new Failure(ErrorCode.INPUT, message);
  }
}
