package dev.crosswalk.starter.display;

import java.io.IOException;
import java.util.Map;

/**
 * What the place that stderr goes to can show.
 *
 * @param live whether lines can be drawn again in place
 * @param colours whether they may be coloured
 */
public record Terminal(boolean live, boolean colours) {
  static final Terminal PLAIN = new Terminal(false, false);

  /** Asks the system; without an answer, nothing but plain lines. */
  public static Terminal ofStderr(Map<String, String> environment) {
    if ("dumb".equals(environment.get("TERM")) || !stderrIsTerminal()) {
      return PLAIN;
    }
    String noColor = environment.get("NO_COLOR");
    return new Terminal(true, noColor == null || noColor.isEmpty());
  }

  /** Java knows of stdin and stdout together only. */
  private static boolean stderrIsTerminal() {
    try {
      return new ProcessBuilder("/bin/sh", "-c", "test -t 2")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start()
              .waitFor()
          == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  String green(String text) {
    return colour("32", text);
  }

  String red(String text) {
    return colour("31", text);
  }

  String faint(String text) {
    return colour("2", text);
  }

  private String colour(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
