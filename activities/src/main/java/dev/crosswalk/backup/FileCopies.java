package dev.crosswalk.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.crosswalk.ledger.BackupLedger.Backup;
import dev.crosswalk.ledger.BackupLedger.Copied;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.PGConnection;

/**
 * Copies as files, one a table, as COPY writes text, with {@code manifest.json} beside them. Only
 * their owner may read them. They are written under another name; the directory gets its own when
 * all of them are on the disk.
 */
final class FileCopies implements Copies {
  static final String MANIFEST = "manifest.json";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final Connection target;
  private final Path place;
  private final Path unfinished;
  private final List<Entry> entries = new ArrayList<>();

  FileCopies(Connection target, Path place) {
    this.target = target;
    this.place = place;
    this.unfinished = unfinished(place);
  }

  /** One file; {@code sha256} is of its bytes, {@code digest} of its rows in any order. */
  private record Entry(
      String file,
      String schema,
      String table,
      List<String> columns,
      long rows,
      long bytes,
      String sha256,
      String digest) {}

  /** What tells that a file is as it was written. */
  private record Manifest(String backup, List<Entry> tables) {}

  private static Path unfinished(Path place) {
    return place.resolveSibling(place.getFileName() + ".unfinished");
  }

  @Override
  public Copied copy(int no, Shape shape) throws SQLException, IOException {
    open();
    String name = "%03d-%s.copy".formatted(no, plain(shape.schema() + "." + shape.table()));
    Path file = unfinished.resolve(name);
    String sql =
        "copy (select "
            + String.join(", ", shape.quoted())
            + " from "
            + shape.from()
            + ") to stdout";
    MessageDigest sha256 = sha256();
    long rows;
    try (FileOutputStream raw = new FileOutputStream(file.toFile());
        OutputStream out = new DigestOutputStream(new BufferedOutputStream(raw, 1 << 16), sha256)) {
      rows = target.unwrap(PGConnection.class).getCopyAPI().copyOut(sql, out);
      out.flush();
      raw.getFD().sync();
    }
    long bytes = Files.size(file);
    String digest = shape.digest(target, shape.from()).digest();
    entries.add(
        new Entry(
            name,
            shape.schema(),
            shape.table(),
            shape.columns(),
            rows,
            bytes,
            HexFormat.of().formatHex(sha256.digest()),
            digest));
    return new Copied(
        no,
        shape.schema(),
        shape.table(),
        name,
        shape.columns(),
        shape.types(),
        rows,
        bytes,
        digest);
  }

  private void open() throws IOException {
    if (!Files.isDirectory(unfinished)) {
      Files.createDirectory(unfinished, ownersOnly());
    }
  }

  /** A name that every file system takes; the manifest has the real one. */
  private static String plain(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9_.-]", "_");
    return plain.substring(0, Math.min(plain.length(), 120));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void finish() throws IOException {
    open();
    try (FileOutputStream manifest = new FileOutputStream(unfinished.resolve(MANIFEST).toFile())) {
      manifest.write(
          JSON.writeValueAsBytes(new Manifest(String.valueOf(place.getFileName()), entries)));
      manifest.getFD().sync();
    }
    Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void undo() throws IOException {
    remove(place);
  }

  /** Whether this host has the files of a backup, or would have them if it had been finished. */
  static boolean here(Backup backup) {
    Path place = Path.of(backup.place());
    Path parent = place.getParent();
    return Files.isDirectory(place)
        || (!backup.stands() && parent != null && Files.isDirectory(parent));
  }

  /** Removes the files of a backup, finished or not. */
  static void remove(Path place) throws IOException {
    for (Path directory : List.of(unfinished(place), place)) {
      if (Files.isDirectory(directory)) {
        try (Stream<Path> files = Files.list(directory)) {
          for (Path file : files.toList()) {
            Files.delete(file);
          }
        }
        Files.delete(directory);
      }
    }
  }

  private static FileAttribute<?>[] ownersOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }
}
