package planted.dev.crosswalk.workflows;

import com.zaxxer.hikari.HikariConfig;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jooq.impl.DSL;
import org.postgresql.PGProperty;

/** Planted: each method is a violation. */
public final class ImpureWorkflow {
  private ImpureWorkflow() {}

  static Object jdbc() {
    return DriverManager.getDrivers();
  }

  static Object dataSource(DataSource source) {
    return source;
  }

  static Object driver() {
    return PGProperty.USER;
  }

  static Object pool() {
    return new HikariConfig();
  }

  static Object jooq() {
    return DSL.noCondition();
  }

  static Object flyway() {
    return Flyway.configure();
  }

  static Object stream() {
    return new ByteArrayInputStream(new byte[0]);
  }

  static Object path() {
    return Path.of("x");
  }

  static Object network() {
    return URI.create("x:y");
  }

  static void console() {
    System.out.println();
  }
}
