package planted.dev.crosswalk.rules;

import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.jooq.impl.DSL;
import planted.dev.crosswalk.copy.KnowsTheActivityInCopy;

/** Planted: each method is a violation. */
public final class ReachingRule {
  private ReachingRule() {}

  static Object network() {
    return URI.create("x:y");
  }

  static Object file() {
    return Path.of("x");
  }

  static Object jdbc() {
    return DriverManager.getDrivers();
  }

  static Object jooq() {
    return DSL.noCondition();
  }

  static Object copier() {
    return KnowsTheActivityInCopy.class;
  }
}
