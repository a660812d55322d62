package dev.crosswalk.starter.schema;

import dev.crosswalk.schema.LegacyDatabase;
import java.math.BigDecimal;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which synthetic legacy data to make. */
public final class SyntheticOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--scale",
      paramLabel = "S",
      defaultValue = "0.05",
      description = "How much legacy data; 1 is the production of July 2025.")
  private BigDecimal scale;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same data.")
  private String seed;

  @Option(
      names = "--quirks",
      paramLabel = "LIST",
      defaultValue = "all",
      description = "Faults of the data: all, none, or a list such as Q-01,Q-42.")
  private String quirks;

  @Option(
      names = "--notifications",
      description = "Notifications too: five million rows at scale 1.")
  private boolean notifications;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  SyntheticOptions() {}

  /** Fails as misuse of the command line, naming the option that is wrong. */
  public LegacyDatabase.Synthetic get() {
    require(scale.signum() > 0, "--scale must be above 0");
    require(!seed.isBlank(), "--seed must not be blank");
    require(
        quirks.matches("all|none|Q-[0-9]+(,Q-[0-9]+)*"),
        "--quirks must be all, none, or a list such as Q-01,Q-42");
    return new LegacyDatabase.Synthetic(scale, seed, quirks, notifications);
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
