package dev.crosswalk.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URIs as libpq reads them, and what its environment adds. */
class EndpointTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "postgresql://u@h/d //h:5432/d u ",
        "postgres://u:p@h:6000/d //h:6000/d u p",
        "postgresql://u%40x:p%3A%2F%2B+@h/d //h:5432/d u@x p:/++",
        "postgresql://u:p:q@h/d //h:5432/d u p:q",
        "postgresql://u:{^|\\}@h/d //h:5432/d u {^|\\}",
        "postgresql://u@h/my%20d%2Fb+c //h:5432/my%20d%2Fb%2Bc u ",
        "postgresql://u@[::1]/d //[::1]:5432/d u ",
        "postgresql://u@[2001:db8::2]:6000/d //[2001:db8::2]:6000/d u ",
        "postgresql://u@h1,h2:6000,[::1]/d //h1:5432,h2:6000,[::1]:5432/d u ",
        "postgresql://u@/d //localhost:5432/d u ",
        "postgresql://u@:6000/d //localhost:6000/d u ",
        "postgresql:///d?host=h&port=6000&user=u&password=p //h:6000/d u p",
        "postgresql:///d?host=h1,::1&port=1,2&user=u //h1:1,[::1]:2/d u ",
        "postgresql://u@h?dbname=d //h:5432/d u ",
      })
  void readsTheParts(String uri, String url, String user, @Nullable String password) {
    Endpoint endpoint = parse(uri, Map.of());

    assertThat(endpoint.jdbcUrl()).isEqualTo("jdbc:postgresql:" + url);
    assertThat(endpoint.user()).isEqualTo(user);
    assertThat(endpoint.password()).isEqualTo(password);
    assertThat(endpoint.toString()).doesNotContain("{^|").endsWith(" as " + user);
  }

  @ParameterizedTest
  @CsvSource({
    "sslmode=verify-full, sslmode, verify-full",
    "sslrootcert=%2Fa%2Fb.crt, sslrootcert, /a/b.crt",
    "sslcert=c, sslcert, c",
    "sslkey=k, sslkey, k",
    "sslpassword=s, sslpassword, s",
    "sslnegotiation=direct, sslNegotiation, direct",
    "channel_binding=require, channelBinding, require",
    "require_auth=scram-sha-256, requireAuth, scram-sha-256",
    "gssencmode=disable, gssEncMode, disable",
    "krbsrvname=k, kerberosServerName, k",
    "connect_timeout=7, connectTimeout, 7",
    "target_session_attrs=read-write, targetServerType, primary",
    "target_session_attrs=prefer-standby, targetServerType, preferSecondary",
    "load_balance_hosts=random, loadBalanceHosts, true",
    "options=-c%20work_mem%3D1MB, options, -c work_mem=1MB",
  })
  void tellsTheDriverWhatTheParametersMean(String parameter, String property, String value) {
    Endpoint endpoint = parse("postgresql://u@h/d?" + parameter, Map.of());

    assertThat(endpoint.properties()).isEqualTo(Map.of(property, value));
    assertThat(endpoint.jdbcUrl()).isEqualTo("jdbc:postgresql://h:5432/d");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      maxCharsPerColumn = 200,
      value = {
        "postgresql://u@h/d?ssl=true 'ssl'.is.not.libpq's;.write.sslmode=require",
        "postgresql://u@h/d?targetServerType=primary write.target_session_attrs",
        "postgresql://u@h/d?connectTimeout=3 write.connect_timeout",
        "postgresql://u@h/d?sslmode=yes sslmode.must.be.one.of.allow,.disable,.prefer",
        "postgresql://u@h/d?connect_timeout=soon must.be.a.whole.number.of.seconds",
        "postgresql://u@h/d?sslrootcert=system must.be.the.path.of.a.file",
        "postgresql://u@h/d?application_name=x set.by.Crosswalk.itself",
        "postgresql://u@h/d?service=x parameter.'service',.which.is.not.known;.known:.sslmode",
        "postgresql://u@h/d?currentSchema=x parameter.'currentSchema',.which.is.not.known",
        "postgresql://u@/d?host=/var/run leads.to.a.Unix.socket",
        "postgresql://u@%2Fvar%2Frun/d leads.to.a.Unix.socket",
      })
  void refusesAParameterByName(String uri, String message) {
    assertThatThrownBy(() -> parse(uri, Map.of()))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INPUT))
        .hasMessageStartingWith("CROSSWALK_SOURCE_URL")
        .hasMessageContaining(message.replace('.', ' '));
  }

  /** Wherever a password is not encoded, a piece of it stands where something else is expected. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "mysql://u:secret@h/d",
        "postgresql://u:secret@h",
        "postgresql://u:secret@h/",
        "postgresql://u:a@secret@h/d",
        "postgresql://u:a/secret@h/d",
        "postgresql://u:1/secret@h/d",
        "postgresql://u:a?secret@h/d",
        "postgresql://u:1/x?secret=1@h/d",
        "postgresql://u:1/x?a&secret%3d@h/d",
        "postgresql://h/d?password=a&secret=1",
        "postgresql://u:a#secret@h/d",
        "postgresql://u:%secret@h/d",
        "postgresql://u:secret@h:99999/d",
        "postgresql://u:secret@h:port/d",
        "postgresql://u:secret@h h/d",
        "postgresql://u:secret@h1,h2/d?port=1,2,3",
        "jdbc:postgresql://h/d?user=u&password=secret",
      })
  void repeatsNothingOfWhatItCannotRead(String uri) {
    assertThatThrownBy(() -> parse(uri, Map.of()))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("CROSSWALK_SOURCE_URL")
        .hasMessageNotContaining("secret");
  }

  @Test
  void theEnvironmentCompletesTheUri() {
    Map<String, String> environment =
        Map.of(
            "PGHOST", "h1,::1",
            "PGPORT", "6000",
            "PGUSER", "u",
            "PGPASSWORD", "p",
            "PGSSLMODE", "require",
            "PGSSLROOTCERT", "r",
            "PGCONNECT_TIMEOUT", "3",
            "PGDATABASE", "not asked: there are two databases");

    Endpoint all = parse("postgresql:///d", environment);
    assertThat(all.jdbcUrl()).isEqualTo("jdbc:postgresql://h1:6000,[::1]:6000/d");
    assertThat(all.user()).isEqualTo("u");
    assertThat(all.password()).isEqualTo("p");
    assertThat(all.properties())
        .isEqualTo(Map.of("sslmode", "require", "sslrootcert", "r", "connectTimeout", "3"));

    Endpoint none = parse("postgresql://v:q@h2:1/d?sslmode=disable", environment);
    assertThat(none.address()).isEqualTo("h2:1/d");
    assertThat(none.user()).isEqualTo("v");
    assertThat(none.password()).isEqualTo("q");
    assertThat(none.properties()).containsEntry("sslmode", "disable");

    assertThat(parse("postgresql://h/d", Map.of()).user())
        .isEqualTo(System.getProperty("user.name"));
    assertThat(Endpoint.parse("URL", "postgresql://u:uri@h/d", "given", environment).password())
        .isEqualTo("given");
    assertThatThrownBy(() -> parse("postgresql://h/d", Map.of("PGSSLMODE", "on")))
        .hasMessageContaining("PGSSLMODE of the environment: sslmode must be one of");
    assertThatThrownBy(() -> parse("postgresql:///d", Map.of("PGHOST", "/var/run")))
        .hasMessageContaining("leads to a Unix socket (environment PGHOST)");
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://u@old/d, first",
    "postgresql://u@new:6000/d, second:\\",
    "postgresql://u@new/d, ",
    "postgresql://u@[::1]/d, sixth",
    "'postgresql://u@none,[::1]/d', sixth",
    "postgresql://back@old/d, fourth",
    "postgresql://a%3Ab@old/d, fifth",
    "postgresql://u:own@old/d, own",
  })
  void thePasswordFileIsReadAsLibpqDoes(
      String uri, @Nullable String password, @TempDir Path directory) throws IOException {
    Path file = directory.resolve(".pgpass");
    Files.writeString(
        file,
        """
        # old:5432:d:u:comment

        old:5432:d:u:first
        new:6000:*:*:second\\:\\\\:rest
        *:5432:*:a\\:b:fifth
        *:5432:*:back:fourth
        ::1:5432:d:u:sixth
        """);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    assertThat(parse(uri, Map.of("PGPASSFILE", file.toString())).password()).isEqualTo(password);
    assertThat(parse(uri, Map.of("HOME", directory.toString())).password()).isEqualTo(password);
  }

  @Test
  void aPasswordFileThatOthersCanReadIsRefused(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("pass"), "*:*:*:*:secret\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> parse("postgresql://u@h/d", Map.of("PGPASSFILE", file.toString())))
        .hasMessageContaining(file + " can be read by others: chmod 600")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://a@h/d, postgresql://b:p@H:5432/d?sslmode=require, true",
    "postgresql://a@localhost/d, postgresql://a@127.0.0.1/d, true",
    "postgresql://a@[::1]/d, postgresql://a@/d, true",
    "'postgresql://a@h1,h2/d', postgresql://a@h2/d, true",
    "postgresql://a@h/d, postgresql://a@h/D, false",
    "postgresql://a@h/d, postgresql://a@h:5433/d, false",
    "postgresql://a@h/d, postgresql://a@g/d, false",
  })
  void knowsTheSameDatabase(String one, String other, boolean same) {
    assertThat(parse(one, Map.of()).sameDatabase(parse(other, Map.of()))).isEqualTo(same);
  }

  @Test
  void showsNoSecret() {
    LibpqUri uri =
        LibpqUri.parse(
            "URL",
            "postgres://u:secret1@h/d?sslmode=require&password=secret2&sslpassword=secret3",
            Map.of("PGPASSWORD", "secret4"));

    assertThat(uri.shown())
        .isEqualTo("postgresql://u:****@h/d?sslmode=require&password=****&sslpassword=****");
    assertThat(uri + " " + uri.password() + " " + uri.endpoint("secret5")).doesNotContain("secret");
    assertThat(uri.holdsSecret()).isTrue();
    assertThat(LibpqUri.parse("URL", "postgresql://h/d", Map.of()).holdsSecret()).isFalse();
  }

  private static Endpoint parse(String uri, Map<String, String> environment) {
    return Endpoint.parse("CROSSWALK_SOURCE_URL", uri, null, environment);
  }
}
