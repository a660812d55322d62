package dev.crosswalk.library;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * A YAML value that knows its file and line. Reading it never throws: what does not fit is a
 * problem, and a harmless value stands in, so that all problems of a file are found in one go.
 */
public final class YamlValue {
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_-]+");

  private final String file;
  private final String name;
  private final @Nullable Node node;
  private final int line;
  private final Problems problems;

  private YamlValue(String file, String name, @Nullable Node node, int line, Problems problems) {
    this.file = file;
    this.name = name;
    this.node = node;
    this.line = line;
    this.problems = problems;
  }

  /** The root of a file. One that is not YAML is one problem, not one for each missing field. */
  public static YamlValue parse(String file, String text, Problems problems) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(true); // reported here, with all other problems
    try {
      Node root = new Yaml(options).compose(new StringReader(text));
      if (root != null) {
        return new YamlValue(file, "", root, root.getStartMark().getLine() + 1, problems);
      }
      problems.add(file, 1, "the file is empty");
    } catch (MarkedYAMLException broken) {
      int at = broken.getProblemMark() == null ? 1 : broken.getProblemMark().getLine() + 1;
      problems.add(file, at, "not YAML: " + broken.getProblem());
    } catch (ReaderException broken) {
      long before =
          text.codePoints().limit(broken.getPosition()).filter(one -> one == '\n').count();
      int at = (int) before + 1;
      problems.add(file, at, "not YAML: a character that no text holds");
    }
    return new YamlValue(file, "", null, 1, new Problems());
  }

  /** One of those that {@link #fields} was asked for. */
  static YamlValue value(Map<String, YamlValue> fields, String name) {
    return Objects.requireNonNull(fields.get(name), name);
  }

  public int line() {
    return line;
  }

  /** Whether nothing is there at all; {@code null} written out is there. */
  public boolean missing() {
    return node == null;
  }

  boolean isNull() {
    return node == null || Tag.NULL.equals(node.getTag());
  }

  boolean isMapping() {
    return node instanceof MappingNode;
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  public void problem(String message) {
    problems.add(file, line, message);
  }

  /** The fields of a mapping; unknown, repeated and boolean keys are problems. */
  public Map<String, YamlValue> fields(String... known) {
    Map<String, YamlValue> fields = open();
    List<String> names = List.of(known);
    for (Map.Entry<String, YamlValue> field : fields.entrySet()) {
      if (!names.contains(field.getKey())) {
        field
            .getValue()
            .problem("unknown key '" + field.getKey() + "'; known: " + String.join(", ", names));
      }
    }
    Map<String, YamlValue> all = new LinkedHashMap<>(fields);
    boolean mapping = node == null || node instanceof MappingNode;
    for (String field : names) {
      // What is no mapping at all is one problem, which open() has told.
      Problems told = mapping ? problems : new Problems();
      String path = node == null && !name.isEmpty() ? name + "." + field : field;
      all.putIfAbsent(field, new YamlValue(file, path, null, line, told));
    }
    return all;
  }

  /** The fields of a mapping whose keys the author chooses. */
  Map<String, YamlValue> open() {
    Map<String, YamlValue> fields = new LinkedHashMap<>();
    if (node == null) {
      return fields;
    }
    if (!(node instanceof MappingNode mapping)) {
      problem("expected a mapping (key: value)");
      return fields;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      int at = tuple.getKeyNode().getStartMark().getLine() + 1;
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(file, at, "a key must be a plain word");
        continue;
      }
      if (Tag.BOOL.equals(key.getTag())) {
        problems.add(
            file, at, "YAML reads the key '" + key.getValue() + "' as a boolean; put it in quotes");
      }
      if (fields.containsKey(key.getValue())) {
        problems.add(file, at, "key '" + key.getValue() + "' stands here twice");
      }
      fields.put(
          key.getValue(), new YamlValue(file, key.getValue(), tuple.getValueNode(), at, problems));
    }
    return fields;
  }

  List<YamlValue> list() {
    List<YamlValue> values = new ArrayList<>();
    if (node == null || isNull()) {
      return values;
    }
    if (!(node instanceof SequenceNode sequence)) {
      problem("expected a list");
      return values;
    }
    for (Node value : sequence.getValue()) {
      values.add(new YamlValue(file, name, value, value.getStartMark().getLine() + 1, problems));
    }
    return values;
  }

  List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (YamlValue value : list()) {
      texts.add(value.text());
    }
    return texts;
  }

  /** A scalar that must be there. */
  String text() {
    if (node instanceof ScalarNode scalar && !isNull()) {
      return scalar.getValue();
    }
    problem(node == null ? "'" + name + "' is missing" : "expected a text");
    return "";
  }

  /** The name of the file, which must stand here too. */
  String fileName() {
    String expected = file.substring(file.lastIndexOf('/') + 1, file.lastIndexOf('.'));
    String text = text();
    if (!missing() && !text.equals(expected)) {
      problem("the file is called '" + expected + "', but inside it stands '" + text + "'");
    }
    return expected;
  }

  /** A tag: it is written into JSON as it stands. */
  String tag() {
    String text = text();
    if (!missing() && !TAG.matcher(text).matches()) {
      problem("a tag is a word such as duplicate_email, got '" + text + "'");
    }
    return text;
  }

  /** A scalar, or null when there is none or it is {@code null}. */
  public @Nullable String textOrNull() {
    return isNull() ? null : text();
  }

  String textOr(String otherwise) {
    return isNull() ? otherwise : text();
  }

  boolean flag(boolean otherwise) {
    if (isNull()) {
      return otherwise;
    }
    String text = text();
    if (!text.equals("true") && !text.equals("false")) {
      problem("expected true or false, got '" + text + "'");
    }
    return text.equals("true");
  }

  long number() {
    String text = text();
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text.replace("_", ""));
    } catch (NumberFormatException notANumber) {
      problem("expected a whole number");
      return 0;
    }
  }

  /** One of the words of an enum, in lower case. */
  <E extends Enum<E>> E word(Class<E> type, E otherwise) {
    List<String> words = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      words.add(constant.name().toLowerCase(Locale.ROOT));
    }
    String text = word(words, otherwise.name().toLowerCase(Locale.ROOT));
    return type.getEnumConstants()[words.indexOf(text)];
  }

  /** One of these words. */
  String word(List<String> words, String otherwise) {
    String text = textOr(otherwise);
    if (words.contains(text)) {
      return text;
    }
    problem("expected " + String.join(" or ", words) + ", got '" + text + "'");
    return otherwise;
  }
}
