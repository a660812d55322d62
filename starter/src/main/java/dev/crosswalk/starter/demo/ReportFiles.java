package dev.crosswalk.starter.demo;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The files that runs leave, in one directory each. */
final class ReportFiles {
  private final Path directory;

  /** Fails at once when the directory cannot be had, not at the end of a run. */
  ReportFiles(Path directory) {
    this.directory = directory;
    try {
      Files.createDirectories(directory);
    } catch (IOException refused) {
      throw unusable(directory, refused);
    }
    if (!Files.isWritable(directory)) {
      throw unusable(directory, new IOException("not writable"));
    }
  }

  /** Writes the report and returns where it is; one of an earlier run of that name is replaced. */
  Path write(Report report) {
    Path file = directory.resolve(report.run().id()).resolve("report.json");
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, report.json() + "\n");
    } catch (IOException refused) {
      throw unusable(file, refused);
    }
  }

  /** Writes a file that only its owner may read, and that is gone when the process ends. */
  Path writePrivate(String name, String text) {
    Path file = directory.resolve(name);
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      file.toFile().deleteOnExit();
      return Files.writeString(file, text);
    } catch (IOException refused) {
      throw unusable(file, refused);
    }
  }

  private static Failure unusable(Path path, IOException refused) {
    return new Failure(
        ErrorCode.INPUT,
        "'" + path + "' cannot be written; name another place with --report-dir",
        refused);
  }
}
