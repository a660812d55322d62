package dev.crosswalk.starter.config;

import dev.crosswalk.database.LibpqUri;
import dev.crosswalk.settings.Settings.Line;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.ClientConfigTLS;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Temporal's own settings, as its environment configuration reads them: {@code TEMPORAL_*} before
 * the file {@code temporal.toml}. Secrets are masked.
 */
final class TemporalLines {
  private final Map<String, String> environment;
  private final List<Line> lines = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  TemporalLines(Map<String, String> environment) {
    this.environment = new TreeMap<>(environment);
    this.environment.values().removeIf(String::isEmpty);
    String file = readConfigFile();
    String profile = this.environment.get("TEMPORAL_PROFILE");
    lines.add(
        profile == null
            ? new Line("temporal.profile", "default", "default")
            : new Line("temporal.profile", profile, "environment TEMPORAL_PROFILE"));
    try {
      read(profile(true), profile(false), file);
    } catch (IOException | RuntimeException unreadable) {
      // Its message may quote the file, and that may hold a key.
      problems.add(
          "Temporal's settings cannot be read: see %s and its profile '%s'"
              .formatted(file, profile == null ? "default" : profile));
    }
  }

  List<Line> lines() {
    return lines;
  }

  List<String> problems() {
    return problems;
  }

  private String readConfigFile() {
    String named = environment.get("TEMPORAL_CONFIG_FILE");
    String file = named == null ? defaultFile() : named;
    boolean there = Files.exists(Path.of(file));
    if (named != null && !there) {
      // Temporal takes it for an empty one.
      problems.add("TEMPORAL_CONFIG_FILE names a file that is not there: " + named);
    }
    String origin = there ? "default" : "default; not there";
    lines.add(
        new Line(
            "temporal.config_file",
            file,
            named == null ? origin : "environment TEMPORAL_CONFIG_FILE"));
    return file;
  }

  /** Where Temporal's SDK looks; it tells nobody. */
  private static String defaultFile() {
    boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
    String folder = mac ? "Library/Application Support" : ".config";
    return Path.of(System.getProperty("user.home"), folder, "temporalio", "temporal.toml")
        .toString();
  }

  private ClientConfigProfile profile(boolean withVariables) throws IOException {
    return ClientConfigProfile.load(
        LoadClientConfigProfileOptions.newBuilder()
            .setEnvOverrides(environment)
            .setDisableEnv(!withVariables)
            .build());
  }

  private void read(ClientConfigProfile all, ClientConfigProfile inFile, String file) {
    Source source = new Source(all, inFile, file);
    source.add("address", "TEMPORAL_ADDRESS", ClientConfigProfile::getAddress, "127.0.0.1:7233");
    source.add("namespace", "TEMPORAL_NAMESPACE", ClientConfigProfile::getNamespace, "default");
    source.add("api_key", "TEMPORAL_API_KEY", TemporalLines::apiKey, "");
    source.add("tls", tlsVariable(), TemporalLines::tls, "off");
    source.add(
        "tls.client_cert_path",
        "TEMPORAL_TLS_CLIENT_CERT_PATH",
        ofTls(ClientConfigTLS::getClientCertPath),
        "");
    source.add(
        "tls.client_key_path",
        "TEMPORAL_TLS_CLIENT_KEY_PATH",
        ofTls(ClientConfigTLS::getClientKeyPath),
        "");
    source.add(
        "tls.server_ca_cert_path",
        "TEMPORAL_TLS_SERVER_CA_CERT_PATH",
        ofTls(ClientConfigTLS::getServerCACertPath),
        "");
    source.add(
        "tls.server_name", "TEMPORAL_TLS_SERVER_NAME", ofTls(ClientConfigTLS::getServerName), "");
  }

  /** The first variable about TLS that is set: any of them turns it on, unless told otherwise. */
  private String tlsVariable() {
    return environment.keySet().stream()
        .filter(variable -> variable.startsWith("TEMPORAL_TLS"))
        .findFirst()
        .orElse("TEMPORAL_TLS");
  }

  private static @Nullable String apiKey(ClientConfigProfile profile) {
    return profile.getApiKey() == null || profile.getApiKey().isEmpty() ? null : LibpqUri.MASK;
  }

  private static @Nullable String tls(ClientConfigProfile profile) {
    if (profile.getTls() != null) {
      return Boolean.TRUE.equals(profile.getTls().isDisabled()) ? "off" : "on";
    }
    return apiKey(profile) == null ? null : "on, as there is an API key";
  }

  private static Function<ClientConfigProfile, @Nullable String> ofTls(
      Function<ClientConfigTLS, @Nullable String> setting) {
    return profile -> profile.getTls() == null ? null : setting.apply(profile.getTls());
  }

  /** A setting with variables and file together, and in the file alone. */
  private final class Source {
    private final ClientConfigProfile all;
    private final ClientConfigProfile inFile;
    private final String file;

    Source(ClientConfigProfile all, ClientConfigProfile inFile, String file) {
      this.all = all;
      this.inFile = inFile;
      this.file = file;
    }

    void add(
        String name,
        String variable,
        Function<ClientConfigProfile, @Nullable String> setting,
        String otherwise) {
      String value = setting.apply(all);
      String origin = otherwise.isEmpty() ? "not set" : "default";
      if (environment.containsKey(variable)) {
        origin = "environment " + variable;
      } else if (setting.apply(inFile) != null) {
        origin = file;
      } else if (value != null) {
        origin = "environment TEMPORAL_API_KEY";
      }
      lines.add(new Line("temporal." + name, value == null ? otherwise : value, origin));
    }
  }
}
