package dev.crosswalk.starter;

import dev.crosswalk.starter.command.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;

/** What a command line that was typed has printed, and how it ended. */
public record Typed(int exit, String out, String err) {
  /** Carries out a command in this process, as in this directory with these variables. */
  public static Typed in(Map<String, String> environment, Path directory, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        Crosswalk.commandLine(new Surroundings(environment, directory))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Typed(exit, out.toString(), err.toString());
  }
}
