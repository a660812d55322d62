package dev.crosswalk.library;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.util.ArrayList;
import java.util.List;

/** Everything found wrong, each with its place; reported together. Not thread-safe. */
public final class Problems {
  /** Whether a run is refused because of it. */
  public enum Severity {
    ERROR,
    WARNING
  }

  /**
   * Where something stands.
   *
   * @param file as the library names it, or {@code source} or {@code target} for what no file holds
   * @param line from 1; 0 where there is none
   */
  public record Place(String file, int line) {}

  /** One thing to correct. */
  public record Problem(Severity severity, String file, int line, String message) {
    public boolean refuses() {
      return severity == Severity.ERROR;
    }

    @Override
    public String toString() {
      String what = refuses() ? message : "warning: " + message;
      return line > 0 ? file + ":" + line + ": " + what : file + ": " + what;
    }
  }

  private final List<Problem> found = new ArrayList<>();

  void add(String file, int line, String message) {
    add(new Problem(Severity.ERROR, file, line, message));
  }

  public void add(Place place, String message) {
    add(place.file(), place.line(), message);
  }

  public void warn(Place place, String message) {
    add(new Problem(Severity.WARNING, place.file(), place.line(), message));
  }

  private void add(Problem problem) {
    if (!found.contains(problem)) {
      found.add(problem);
    }
  }

  public List<Problem> found() {
    return List.copyOf(found);
  }

  /** Throws one failure that lists every problem, if there is any. */
  void throwIfAny() {
    if (!found.isEmpty()) {
      StringBuilder text = new StringBuilder();
      text.append(found.size()).append(found.size() == 1 ? " problem" : " problems");
      for (Problem problem : found) {
        text.append("\n  ").append(problem);
      }
      throw new Failure(ErrorCode.PLAN, text.toString());
    }
  }
}
