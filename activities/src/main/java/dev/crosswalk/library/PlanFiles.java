package dev.crosswalk.library;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a library: the built-in ones from the jar, or a directory of the user's own. */
public final class PlanFiles {
  private final Path root;

  private PlanFiles(Path root) {
    this.root = root;
  }

  /** Those of a directory as {@link #in} takes it; without one, the built-in ones. */
  public static PlanFiles of(@Nullable Path directory) {
    return directory == null ? builtIn() : in(directory);
  }

  /** A directory with {@code entities}, {@code plans}, {@code vocabularies}, {@code checks}. */
  public static PlanFiles in(Path directory) {
    if (!Files.isDirectory(directory.resolve("plans"))) {
      throw new Failure(
          ErrorCode.INPUT,
          "'" + directory + "' has no directory 'plans': name one that holds plans and entities");
    }
    return new PlanFiles(directory);
  }

  /** The files that are built in. */
  public static PlanFiles builtIn() {
    URL url = PlanFiles.class.getResource("/crosswalk/plans");
    if (url == null) {
      throw new Failure(ErrorCode.INTERNAL, "the jar with the built-in plans is not on the path");
    }
    try {
      URI uri = url.toURI();
      if (uri.getScheme().equals("jar")) {
        return new PlanFiles(open(uri).getPath("/crosswalk"));
      }
      return new PlanFiles(Path.of(uri).resolveSibling(""));
    } catch (URISyntaxException | IOException unreadable) {
      throw new Failure(ErrorCode.INTERNAL, "the built-in plans cannot be read", unreadable);
    }
  }

  /** A library in a folder of the distribution, such as {@code bench}, beside the built-in one. */
  public static PlanFiles builtIn(String folder) {
    return new PlanFiles(builtIn().root.resolve(folder));
  }

  /** Opened once for the life of the process: another reader may hold it already. */
  private static FileSystem open(URI jar) throws IOException {
    try {
      return FileSystems.newFileSystem(jar, Map.of());
    } catch (FileSystemAlreadyExistsException open) {
      return FileSystems.getFileSystem(jar);
    }
  }

  /** File name without ending → text, for every such file of a folder, in order of names. */
  public SortedMap<String, String> texts(String folder, String ending) {
    SortedMap<String, String> texts = new TreeMap<>();
    Path directory = root.resolve(folder);
    if (!Files.isDirectory(directory)) {
      return texts;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(ending)) {
          texts.put(name.substring(0, name.length() - ending.length()), text(file));
        }
      }
      return texts;
    } catch (IOException unreadable) {
      throw new Failure(ErrorCode.INPUT, "cannot read '" + directory + "'", unreadable);
    }
  }

  /** Copies plans, entities, vocabularies and checks, for a process that reads a directory. */
  public void copyTo(Path directory) {
    for (String folder : List.of("plans", "entities", "vocabularies", "checks")) {
      String ending = folder.equals("checks") ? ".sql" : ".yaml";
      for (Map.Entry<String, String> file : texts(folder, ending).entrySet()) {
        Path copy = directory.resolve(folder).resolve(file.getKey() + ending);
        try {
          Files.createDirectories(copy.getParent());
          Files.writeString(copy, file.getValue());
        } catch (IOException refused) {
          throw new Failure(ErrorCode.RESOURCE, "cannot write '" + copy + "'", refused);
        }
      }
    }
  }

  /** One text that is part of the distribution, such as {@code legacy/schema.sql}. */
  public String text(String name) {
    return text(root.resolve(name));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException garbled) {
      throw new Failure(ErrorCode.INPUT, "'" + file + "' is not UTF-8", garbled);
    } catch (IOException unreadable) {
      throw new Failure(ErrorCode.INPUT, "cannot read '" + file + "'", unreadable);
    }
  }
}
