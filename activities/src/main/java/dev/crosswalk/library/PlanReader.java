package dev.crosswalk.library;

import static dev.crosswalk.library.YamlValue.value;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.plan.Budget;
import dev.crosswalk.plan.Depth;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.EntityOverride;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.plan.Plan;
import dev.crosswalk.plan.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads plan and vocabulary files. */
final class PlanReader {
  private static final int MOST_RETRIES = 10;

  private static final Pattern PERCENT = Pattern.compile("(100|[0-9]{1,2}(?:\\.[0-9]{1,2})?) ?%");

  static final String PERCENTAGE = "expected a percentage from 0% to 100%, such as 2% or 0.5%";

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
            "never",
            "errors");
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
        never(value(fields, "never")),
        errors(value(fields, "errors")));
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
            "validation",
            "approval",
            "checkpoint",
            "on_failure");
    Phase.Kind kind = value(fields, "kind").word(Phase.Kind.class, Phase.Kind.LOAD);
    if (kind == Phase.Kind.EMBED) {
      return embed(fields);
    }
    boolean validates = kind == Phase.Kind.VALIDATE;
    List<String> entities = value(fields, "entities").texts();
    List<String> checks = value(fields, "checks").texts();
    Depth validation = depth(value(fields, "validation"));
    if (validates && checks.isEmpty() && validation == null) {
      value(fields, "checks")
          .problem(
              "a phase that validates needs at least one check, or 'validation' of all that is"
                  + " loaded");
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
        value(fields, "gate_after").word(Phase.GateAfter.class, Phase.GateAfter.PHASE),
        validation,
        value(fields, "approval").word(List.of("none", "required"), "none").equals("required"),
        checkpoint(value(fields, "checkpoint"), validates),
        onFailure(value(fields, "on_failure")));
  }

  /** Of a phase that nothing carries out yet there is no more to say than its name. */
  private static Phase embed(Map<String, YamlValue> fields) {
    fields.forEach(
        (key, given) -> {
          if (!given.missing() && !List.of("phase", "title", "kind").contains(key)) {
            given.problem(
                "a phase that embeds has a name and a title only; leave '" + key + "' out");
          }
        });
    String name = value(fields, "phase").text();
    return new Phase(
        name,
        value(fields, "title").textOr(name),
        Phase.Kind.EMBED,
        List.of(),
        List.of(),
        List.of(),
        false,
        Phase.GateAfter.PHASE,
        null,
        false,
        List.of(),
        Phase.OnFailure.ASK);
  }

  private static @Nullable Depth depth(YamlValue value) {
    return value.isNull() ? null : value.word(Depth.class, Depth.STANDARD);
  }

  private static List<Phase.Checkpoint> checkpoint(YamlValue list, boolean validates) {
    List<Phase.Checkpoint> checkpoints = new ArrayList<>();
    List<Phase.Checkpoint> known = List.of(Phase.Checkpoint.values());
    List<String> words = known.stream().map(Phase.Checkpoint::word).toList();
    for (YamlValue value : list.list()) {
      int named = words.indexOf(value.word(words, ""));
      if (named >= 0) {
        Phase.Checkpoint checkpoint = known.get(named);
        if (checkpoints.contains(checkpoint)) {
          value.problem("'" + checkpoint.word() + "' stands here twice");
        }
        checkpoints.add(checkpoint);
      }
    }
    if (validates && !checkpoints.isEmpty()) {
      list.problem("a phase that validates writes nothing to go back from; leave 'checkpoint' out");
    }
    return checkpoints;
  }

  private static Budget errors(YamlValue value) {
    if (value.isNull()) {
      return Budget.NONE;
    }
    Map<String, YamlValue> fields =
        value.fields("critical", "major", "minor", "error_tolerance", "rollback_threshold");
    List<String> named = new ArrayList<>();
    Budget budget =
        new Budget(
            codes(value(fields, "critical"), named),
            codes(value(fields, "major"), named),
            codes(value(fields, "minor"), named),
            percent(value(fields, "error_tolerance")),
            percent(value(fields, "rollback_threshold")));
    if (budget.errorTolerance() != null
        && budget.rollbackThreshold() != null
        && budget.rollbackThreshold() <= budget.errorTolerance()) {
      value(fields, "rollback_threshold")
          .problem("expected more than the error_tolerance, which is asked first");
    }
    return budget;
  }

  /** Codes that cost a row, or all of a kind by what stands before the dot. */
  private static List<String> codes(YamlValue list, List<String> named) {
    List<String> codes = new ArrayList<>();
    for (YamlValue value : list.list()) {
      String text = value.text();
      boolean known =
          Arrays.stream(ErrorCode.values())
              .filter(code -> code.cost() == ErrorCode.Cost.ROW)
              .anyMatch(code -> code.key().equals(text) || code.category().equals(text));
      if (!known) {
        value.problem("no code that rejects a row is called '" + text + "'; see docs/errors.md");
      } else if (named.contains(text)) {
        value.problem("'" + text + "' stands here twice");
      }
      named.add(text);
      codes.add(text);
    }
    return codes;
  }

  private static @Nullable Double percent(YamlValue value) {
    if (value.isNull()) {
      return null;
    }
    Double percent = percent(value.text());
    if (percent == null) {
      value.problem(PERCENTAGE);
    }
    return percent;
  }

  /** A percentage such as {@code 0.5%}, or null when it is none. */
  static @Nullable Double percent(String text) {
    Matcher percent = PERCENT.matcher(text);
    return percent.matches() ? Double.valueOf(percent.group(1)) : null;
  }

  private static Phase.OnFailure onFailure(YamlValue value) {
    Map<String, YamlValue> fields = value.fields("action", "retries", "validation");
    Phase.Action action = value(fields, "action").word(Phase.Action.class, Phase.Action.ASK);
    YamlValue times = value(fields, "retries");
    long retries = times.isNull() ? 0 : times.number();
    if (retries < 0 || retries > MOST_RETRIES) {
      times.problem("expected a whole number from 0 to " + MOST_RETRIES);
    } else if (!times.isNull() && (action == Phase.Action.ASK || action == Phase.Action.SKIP)) {
      times.problem("only what is rolled back is tried again by itself; leave 'retries' out");
    }
    return new Phase.OnFailure(action, (int) retries, depth(value(fields, "validation")));
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
