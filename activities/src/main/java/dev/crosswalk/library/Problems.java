package dev.crosswalk.library;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.util.ArrayList;
import java.util.List;

/** Everything found wrong in the files, each with its place; reported together. */
public final class Problems {
  /** One thing to correct. */
  public record Problem(String file, int line, String message) {
    @Override
    public String toString() {
      return line > 0 ? file + ":" + line + ": " + message : file + ": " + message;
    }
  }

  private final List<Problem> found = new ArrayList<>();

  void add(String file, int line, String message) {
    Problem problem = new Problem(file, line, message);
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
