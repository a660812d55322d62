package dev.crosswalk.library;

import dev.crosswalk.plan.Phase;
import dev.crosswalk.plan.Plan;
import dev.crosswalk.plan.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads plan and vocabulary files. */
final class PlanReader {
  private PlanReader() {}

  static Plan plan(YamlValue file, Map<String, Integer> lines) {
    Map<String, YamlValue> fields =
        file.fields("plan", "description", "document", "starts_from", "phases");
    List<Phase> phases = new ArrayList<>();
    for (YamlValue phase : value(fields, "phases").list()) {
      Phase read = phase(phase);
      lines.put(read.phase(), phase.line());
      if (phases.stream().anyMatch(known -> known.phase().equals(read.phase()))) {
        phase.problem("phase '" + read.phase() + "' stands here twice");
      }
      phases.add(read);
    }
    if (phases.isEmpty()) {
      value(fields, "phases").problem("a plan needs at least one phase");
    }
    return new Plan(
        value(fields, "plan").fileName(),
        value(fields, "description").text(),
        value(fields, "document").textOrNull(),
        value(fields, "starts_from").textOr("empty"),
        phases);
  }

  private static Phase phase(YamlValue phase) {
    Map<String, YamlValue> fields =
        phase.fields("phase", "title", "kind", "entities", "parallel", "gate_after", "on_failure");
    Map<String, YamlValue> failure = value(fields, "on_failure").fields("action");
    value(failure, "action").word(List.of("ask"), "ask");
    List<String> entities = value(fields, "entities").texts();
    if (entities.isEmpty()) {
      value(fields, "entities").problem("a phase needs at least one entity");
    }
    String name = value(fields, "phase").text();
    return new Phase(
        name,
        value(fields, "title").textOr(name),
        value(fields, "kind").word(Phase.Kind.class, Phase.Kind.LOAD),
        entities,
        value(fields, "parallel").flag(false),
        value(fields, "gate_after").word(Phase.GateAfter.class, Phase.GateAfter.PHASE));
  }

  static Vocabulary vocabulary(YamlValue file) {
    Map<String, YamlValue> fields =
        file.fields("vocabulary", "version", "description", "values", "codes", "other");
    List<String> values = value(fields, "values").texts();
    List<Vocabulary.Code> codes = new ArrayList<>();
    for (YamlValue code : value(fields, "codes").list()) {
      Vocabulary.Code read = code(code, values);
      if (codes.stream().anyMatch(known -> Objects.equals(known.code(), read.code()))) {
        code.problem("code '" + read.code() + "' stands here twice");
      }
      codes.add(read);
    }
    if (codes.isEmpty()) {
      value(fields, "codes").problem("a vocabulary needs at least one code");
    }
    return new Vocabulary(
        value(fields, "vocabulary").fileName(),
        (int) value(fields, "version").number(),
        value(fields, "description").text(),
        values,
        codes,
        other(value(fields, "other"), values));
  }

  private static Vocabulary.Code code(YamlValue code, List<String> values) {
    Map<String, YamlValue> parts = code.fields("code", "value", "evidence");
    String evidence = value(parts, "evidence").text();
    if (!value(parts, "evidence").missing() && evidence.isBlank()) {
      value(parts, "evidence").problem("who knows what the code means? 'evidence' is blank");
    }
    return new Vocabulary.Code(
        value(parts, "code").textOrNull(), oneOf(values, value(parts, "value")), evidence);
  }

  private static Vocabulary.@Nullable Other other(YamlValue other, List<String> values) {
    if (other.isNull()) {
      return null;
    }
    Map<String, YamlValue> parts = other.fields("value", "tag");
    return new Vocabulary.Other(oneOf(values, value(parts, "value")), value(parts, "tag").tag());
  }

  /** What the closed list does not hold, the target would reject row by row. */
  private static @Nullable String oneOf(List<String> values, YamlValue value) {
    String text = value.textOrNull();
    if (text != null && !values.isEmpty() && !values.contains(text)) {
      value.problem("value '" + text + "' is not among 'values'");
    }
    return text;
  }

  private static YamlValue value(Map<String, YamlValue> fields, String name) {
    return Objects.requireNonNull(fields.get(name), name);
  }
}
