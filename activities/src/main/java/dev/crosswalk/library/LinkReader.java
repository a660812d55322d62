package dev.crosswalk.library;

import static dev.crosswalk.library.YamlValue.value;

import dev.crosswalk.plan.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a column that holds the id of another entity's row. */
final class LinkReader {
  private static final List<String> CONFIDENCES = List.of("high", "medium", "low");

  private LinkReader() {}

  /** Takes expressions for each source, as other columns do. */
  static Column.Link read(String name, YamlValue column, SourceReader sources) {
    if (column.open().containsKey("ladder")) {
      return ladder(name, column, sources);
    }
    Map<String, YamlValue> fields = column.fields("reference", "by", "from", "missing", "phi");
    YamlValue missing = value(fields, "missing");
    boolean review = false;
    @Nullable String placeholder = null;
    if (missing.isMapping()) {
      Map<String, YamlValue> parts = missing.fields("placeholder", "review");
      placeholder = value(parts, "placeholder").text();
      review = value(parts, "review").flag(false);
    } else if (!missing.isNull()) {
      review = missing.text().equals("review");
      if (!review) {
        missing.problem(
            "expected 'missing: null', 'missing: review' or 'missing: { placeholder: … }'");
      }
    }
    return new Column.Reference(
        name,
        EntityReader.phi(fields),
        value(fields, "reference").text(),
        value(fields, "by").text(),
        sources.from(name, null, value(fields, "from")),
        missing.missing(),
        placeholder,
        review);
  }

  private static Column.Ladder ladder(String name, YamlValue column, SourceReader sources) {
    Map<String, YamlValue> fields = column.fields("reference", "by", "ladder", "missing", "phi");
    List<Column.Step> steps = new ArrayList<>();
    for (YamlValue step : value(fields, "ladder").list()) {
      if (!steps.isEmpty() && steps.get(steps.size() - 1).placeholder() != null) {
        step.problem("no row comes to this step: a placeholder is always there");
      }
      Column.Step read = step(name, step, sources);
      if (steps.stream().anyMatch(known -> known.step().equals(read.step()))) {
        step.problem("step '" + read.step() + "' stands here twice");
      }
      steps.add(read);
    }
    YamlValue missing = value(fields, "missing");
    if (steps.isEmpty()) {
      value(fields, "ladder").problem("a ladder needs at least one step");
    } else if (steps.get(steps.size() - 1).placeholder() != null && !missing.missing()) {
      missing.problem("nothing is ever missing: the last step takes a placeholder");
    } else if (!missing.isNull()) {
      missing.problem("expected 'missing: null'");
    }
    boolean hard = missing.missing() && (steps.isEmpty() || last(steps).placeholder() == null);
    return new Column.Ladder(
        name,
        EntityReader.phi(fields),
        value(fields, "reference").text(),
        value(fields, "by").text(),
        steps,
        hard);
  }

  private static Column.Step last(List<Column.Step> steps) {
    return steps.get(steps.size() - 1);
  }

  private static Column.Step step(String column, YamlValue step, SourceReader sources) {
    Map<String, YamlValue> fields =
        step.fields("step", "from", "placeholder", "method", "confidence", "review");
    String name = value(fields, "step").tag();
    YamlValue given = value(fields, "from");
    String from = given.missing() ? null : sources.from(column + ":" + name, null, given);
    String placeholder = value(fields, "placeholder").textOrNull();
    if ((from == null) == (placeholder == null)) {
      step.problem("a step needs 'from' or 'placeholder', one of the two");
    }
    value(fields, "confidence").text();
    String confidence = value(fields, "confidence").word(CONFIDENCES, "low");
    boolean low = confidence.equals("low");
    boolean review = value(fields, "review").flag(low);
    if (low && !review) {
      value(fields, "review").problem("what is found with low confidence goes to review");
    }
    return new Column.Step(
        name, from, placeholder, value(fields, "method").tag(), confidence, review);
  }

  /** Notes where the steps of a ladder stand, as {@code columns.name:step}. */
  static void lines(String path, YamlValue column, Map<String, Integer> lines) {
    for (YamlValue step : value(column.open(), "ladder").list()) {
      YamlValue name = step.open().get("step");
      if (name != null && name.textOrNull() != null) {
        lines.put(path + ":" + name.textOrNull(), step.line());
      }
    }
  }
}
