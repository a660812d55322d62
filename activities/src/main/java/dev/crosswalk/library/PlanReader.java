package dev.crosswalk.library;

import static dev.crosswalk.library.YamlValue.value;

import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.EntityOverride;
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
        file.fields(
            "plan",
            "description",
            "document",
            "starts_from",
            "prerequisites",
            "placeholders",
            "phases",
            "overrides",
            "selections",
            "never");
    fields.forEach((name, field) -> lines.put(name, field.line()));
    List<Phase> phases = new ArrayList<>();
    for (YamlValue phase : value(fields, "phases").list()) {
      Phase read = phase(phase);
      lines.put("phases." + read.phase(), phase.line());
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
        value(fields, "starts_from").textOr(Plan.EMPTY),
        value(fields, "prerequisites").texts(),
        value(fields, "placeholders").texts(),
        phases,
        overrides(value(fields, "overrides"), lines),
        selections(value(fields, "selections"), lines),
        never(value(fields, "never")));
  }

  private static List<EntityOverride> overrides(YamlValue mapping, Map<String, Integer> lines) {
    List<EntityOverride> overrides = new ArrayList<>();
    mapping
        .open()
        .forEach(
            (entity, value) -> {
              Map<String, YamlValue> fields =
                  value.fields(
                      "batch_rows", "chunk_rows", "where", "conflict", "hard", "soft", "expected");
              String place = "overrides." + entity;
              lines.put(place, value.line());
              fields.forEach((name, field) -> lines.put(place + "." + name, field.line()));
              overrides.add(
                  new EntityOverride(
                      entity,
                      rows(value(fields, "batch_rows"), 1_000_000),
                      rows(value(fields, "chunk_rows"), 100_000_000),
                      value(fields, "where").textOrNull(),
                      value(fields, "conflict").isNull()
                          ? null
                          : value(fields, "conflict").word(Entity.Action.class, Entity.Action.KEEP),
                      value(fields, "hard").texts(),
                      value(fields, "soft").texts(),
                      value(fields, "expected").isNull()
                          ? null
                          : value(fields, "expected").number()));
            });
    return overrides;
  }

  /** As many rows as the input of a run may ask for. */
  private static @Nullable Integer rows(YamlValue value, int max) {
    if (value.isNull()) {
      return null;
    }
    long rows = value.number();
    if (rows < 1 || rows > max) {
      value.problem("expected a whole number from 1 to " + max);
      return null;
    }
    return (int) rows;
  }

  private static List<Plan.Selection> selections(YamlValue mapping, Map<String, Integer> lines) {
    List<Plan.Selection> selections = new ArrayList<>();
    mapping
        .open()
        .forEach(
            (name, value) -> {
              lines.put("selections." + name, value.line());
              List<String> entities = value.texts();
              if (entities.isEmpty()) {
                value.problem("a selection needs at least one entity");
              }
              selections.add(new Plan.Selection(name, entities));
            });
    return selections;
  }

  private static List<Plan.SourceColumn> never(YamlValue list) {
    List<Plan.SourceColumn> columns = new ArrayList<>();
    for (YamlValue value : list.list()) {
      String text = value.text();
      int dot = text.lastIndexOf('.');
      if (dot < 1 || dot == text.length() - 1) {
        value.problem("expected table.column or schema.table.column");
        continue;
      }
      columns.add(new Plan.SourceColumn(text.substring(0, dot), text.substring(dot + 1)));
    }
    return columns;
  }

  private static Phase phase(YamlValue phase) {
    Map<String, YamlValue> fields =
        phase.fields(
            "phase",
            "title",
            "kind",
            "requires",
            "entities",
            "checks",
            "parallel",
            "gate_after",
            "on_failure");
    Map<String, YamlValue> failure = value(fields, "on_failure").fields("action");
    value(failure, "action").word(List.of("ask"), "ask");
    Phase.Kind kind = value(fields, "kind").word(Phase.Kind.class, Phase.Kind.LOAD);
    boolean validates = kind == Phase.Kind.VALIDATE;
    List<String> entities = value(fields, "entities").texts();
    List<String> checks = value(fields, "checks").texts();
    if (validates && checks.isEmpty()) {
      value(fields, "checks").problem("a phase that validates needs at least one check");
    } else if (!validates && entities.isEmpty()) {
      value(fields, "entities").problem("a phase needs at least one entity");
    }
    for (String other :
        validates ? List.of("entities", "parallel", "gate_after") : List.of("checks")) {
      if (!value(fields, other).missing()) {
        value(fields, other)
            .problem(
                validates
                    ? "a phase that validates runs checks and loads nothing; leave '"
                        + other
                        + "' out"
                    : "checks of a phase belong to one of kind validate; name them in an entity");
      }
    }
    String name = value(fields, "phase").text();
    return new Phase(
        name,
        value(fields, "title").textOr(name),
        kind,
        value(fields, "requires").texts(),
        validates ? List.of() : entities,
        checks,
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
}
