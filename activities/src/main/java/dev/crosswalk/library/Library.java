package dev.crosswalk.library;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.library.Problems.Place;
import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Expression;
import dev.crosswalk.plan.Phase;
import dev.crosswalk.plan.Plan;
import dev.crosswalk.plan.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All plans, entities, vocabularies and checks of one place, read and linted together. Immutable
 * once made.
 */
public final class Library {
  /** Stored plans may be read by another version, so unknown fields in them are left alone. */
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final SortedMap<String, Plan> plans = new TreeMap<>();
  private final SortedMap<String, Entity> entities = new TreeMap<>();
  private final SortedMap<String, Vocabulary> vocabularies = new TreeMap<>();
  private final SortedMap<String, String> checks;
  private final SortedMap<String, Map<String, Integer>> places = new TreeMap<>();
  private final Problems problems = new Problems();

  public Library(PlanFiles files) {
    files
        .texts("vocabularies", ".yaml")
        .forEach(
            (name, text) -> {
              YamlValue file = YamlValue.parse("vocabularies/" + name + ".yaml", text, problems);
              Vocabulary vocabulary = PlanReader.vocabulary(file);
              vocabularies.put(name, vocabulary);
            });
    files
        .texts("entities", ".yaml")
        .forEach(
            (name, text) -> {
              YamlValue file = YamlValue.parse("entities/" + name + ".yaml", text, problems);
              Map<String, Integer> lines = new TreeMap<>();
              Entity entity = EntityReader.read(file, lines);
              places.put(name, lines);
              entities.put(name, entity);
            });
    files
        .texts("plans", ".yaml")
        .forEach(
            (name, text) -> {
              YamlValue file = YamlValue.parse("plans/" + name + ".yaml", text, problems);
              Map<String, Integer> lines = new TreeMap<>();
              Plan plan = PlanReader.plan(file, lines);
              places.put("plan " + name, lines);
              plans.put(name, plan);
            });
    checks = files.texts("checks", ".sql");
    entities.forEach((name, entity) -> new EntityLint(this, entity, problems).run());
    plans.forEach((name, plan) -> new PlanLint(this, plan, problems).run());
  }

  /** Everything wrong with the files, in the order of reading. */
  public List<Problems.Problem> problems() {
    return problems.found();
  }

  public List<Plan> plans() {
    return List.copyOf(plans.values());
  }

  SortedMap<String, Entity> entities() {
    return entities;
  }

  SortedMap<String, Vocabulary> vocabularies() {
    return vocabularies;
  }

  SortedMap<String, String> checks() {
    return checks;
  }

  /**
   * Where a part of an entity's file stands, such as {@code target.conflict} or {@code
   * columns.email}; what is not written down stands where it would belong.
   */
  public Place place(String entity, String part) {
    String at = part;
    Map<String, Integer> lines = places.getOrDefault(entity, Map.of());
    while (!lines.containsKey(at) && at.contains(".")) {
      at = at.substring(0, at.lastIndexOf('.'));
    }
    return new Place("entities/" + entity + ".yaml", lines.getOrDefault(at, 1));
  }

  /** Where a phase of a plan stands. */
  public Place place(Plan plan, Phase phase) {
    Map<String, Integer> lines = places.getOrDefault("plan " + plan.plan(), Map.of());
    return new Place("plans/" + plan.plan() + ".yaml", lines.getOrDefault(phase.phase(), 1));
  }

  /** A plan with all that it names; fails with every problem of the library, if there is one. */
  public CompiledPlan compile(String name) {
    problems.throwIfAny();
    return draft(name);
  }

  /** As {@link #compile}, whatever is wrong: for a lint that tells more of it, not for a run. */
  public CompiledPlan draft(String name) {
    Plan plan = plans.get(name);
    if (plan == null) {
      throw new Failure(
          ErrorCode.INPUT, "no plan '" + name + "'; known: " + String.join(", ", plans.keySet()));
    }
    List<Entity> members = new ArrayList<>();
    TreeSet<String> words = new TreeSet<>();
    TreeSet<String> questions = new TreeSet<>();
    for (Phase phase : plan.phases()) {
      for (String entity : phase.entities()) {
        Entity member = entities.get(entity);
        if (member != null) {
          members.add(member);
          words.addAll(EntityLint.vocabularies(member));
          questions.addAll(member.checks());
        }
      }
    }
    // Entities of other plans that a soft reference points to: their tables must be known.
    for (Entity member : List.copyOf(members)) {
      for (Column.Reference reference : member.references()) {
        Entity parent = entities.get(reference.entity());
        if (parent != null && !members.contains(parent)) {
          members.add(parent);
        }
      }
    }
    List<Vocabulary> maps = new ArrayList<>();
    vocabularies.forEach(
        (word, map) -> {
          if (words.contains(word)) {
            maps.add(map);
          }
        });
    List<Expression> queries = new ArrayList<>();
    checks.forEach(
        (check, sql) -> {
          if (questions.contains(check)) {
            queries.add(new Expression(check, sql));
          }
        });
    return new CompiledPlan(plan, members, maps, queries);
  }

  /** The text under which a compiled plan is stored; the same plan gives the same text. */
  public static String store(CompiledPlan plan) {
    try {
      return JSON.writeValueAsString(plan);
    } catch (JsonProcessingException impossible) {
      throw new Failure(ErrorCode.INTERNAL, "a plan cannot be written as JSON", impossible);
    }
  }

  /** The plan of a stored text. */
  public static CompiledPlan load(String stored) {
    try {
      return JSON.readValue(stored, CompiledPlan.class);
    } catch (JsonProcessingException unreadable) {
      throw new Failure(
          ErrorCode.PLAN, "the stored plan cannot be read by this version", unreadable);
    }
  }

  /** SHA-256 of a stored text, in lower-case hexadecimal digits. */
  public static String digest(String stored) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(stored.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
