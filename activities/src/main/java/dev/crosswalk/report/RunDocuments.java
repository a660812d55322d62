package dev.crosswalk.report;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The documents of runs on a disk, a directory for each run: {@code migration_progress_report.md}
 * for people, and {@code report.json} with everything, the outcomes of all gates included. Each is
 * replaced as a whole: who reads one sees the old text or the new.
 */
public final class RunDocuments {
  static final String PROGRESS = "migration_progress_report.md";
  static final String REPORT = "report.json";

  private final Path directory;

  public RunDocuments(Path directory) {
    this.directory = directory.toAbsolutePath();
  }

  /** Writes both, and returns the run's directory. */
  public Path write(Report report) {
    Path place = directory.resolve(plain(report.run().id()));
    try {
      Files.createDirectories(place);
      replace(place.resolve(REPORT), report.json() + "\n");
      replace(place.resolve(PROGRESS), ProgressDocument.of(report));
    } catch (IOException refused) {
      throw new Failure(
          ErrorCode.INTERNAL,
          "documents cannot be written to "
              + place
              + " ("
              + refused.getClass().getSimpleName()
              + "); see report_directory in `crosswalk config show`",
          refused);
    }
    return place;
  }

  private static void replace(Path file, String text) throws IOException {
    Path whole = Files.createTempFile(file.getParent(), file.getFileName() + ".", ".new");
    try {
      Files.writeString(whole, text);
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  /** A name that every file system takes, that leads nowhere else, and that is this run's alone. */
  private static String plain(String run) {
    String plain = URLEncoder.encode(run, StandardCharsets.UTF_8).replace("*", "%2A");
    return plain.startsWith(".") ? "%2E" + plain.substring(1) : plain;
  }
}
