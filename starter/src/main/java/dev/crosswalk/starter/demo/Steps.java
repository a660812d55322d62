package dev.crosswalk.starter.demo;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/** Tells on stderr what a command is doing: a line a step, with what it took. For one thread. */
public final class Steps {
  private final PrintWriter err;

  public Steps(PrintWriter err) {
    this.err = err;
  }

  /** Does one step, naming it before and telling the outcome after. */
  public <T> T done(String name, String outcome, Supplier<T> step) {
    return done(name, any -> outcome, step);
  }

  public <T> T done(String name, Function<T, String> outcome, Supplier<T> step) {
    err.print(String.format(Locale.ROOT, "  %-14s", name));
    err.flush();
    long start = System.nanoTime();
    boolean finished = false;
    try {
      T result = step.get();
      finished = true;
      double seconds = (System.nanoTime() - start) / 1e9;
      err.println(String.format(Locale.ROOT, "%s (%.1f s)", outcome.apply(result), seconds));
      return result;
    } finally {
      if (!finished) {
        err.println("failed");
      }
      err.flush();
    }
  }

  /** Adds a line to the step before. */
  public void note(String text) {
    err.println(" ".repeat(16) + text);
    err.flush();
  }
}
