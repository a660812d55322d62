package dev.crosswalk.library;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.library.Problems.Place;
import dev.crosswalk.plan.Check;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.EntityOverride;
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
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
    checks.forEach(this::lint);
    entities.forEach((name, entity) -> new EntityLint(this, entity, problems).run());
    plans.forEach((name, plan) -> new PlanLint(this, plan, problems).run());
  }

  private void lint(String name, String text) {
    Check check = CheckReader.read(name, text, problems);
    String meant = check.asMeant();
    if (meant == null) {
      return;
    }
    String there = checks.get(meant);
    if (there == null || CheckReader.read(new Expression(meant, there)).asMeant() != null) {
      problems.add(
          "checks/" + name + ".sql",
          1,
          there == null
              ? "as meant: no check 'checks/" + meant + ".sql'"
              : "as meant: '" + meant + "' is not meant to the letter itself");
    }
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
    return place(entity, "entities/" + entity + ".yaml", part);
  }

  private Place place(String owner, String file, String part) {
    String at = part;
    Map<String, Integer> lines = places.getOrDefault(owner, Map.of());
    while (!lines.containsKey(at) && at.contains(".")) {
      at = at.substring(0, at.lastIndexOf('.'));
    }
    return new Place(file, lines.getOrDefault(at, 1));
  }

  /** Where a phase of a plan stands. */
  public Place place(Plan plan, Phase phase) {
    return place(plan, "phases." + phase.phase());
  }

  /** Where a part of a plan's file stands, such as {@code overrides.patients.where}. */
  public Place place(Plan plan, String part) {
    return place("plan " + plan.plan(), "plans/" + plan.plan() + ".yaml", part);
  }

  /** A plan with all that it names; fails with every problem of the library, if there is one. */
  public CompiledPlan compile(String name) {
    return compile(plan(name));
  }

  /** As {@link #compile(String)}, for a plan of this library of which some phases were cut. */
  public CompiledPlan compile(Plan plan) {
    problems.throwIfAny();
    return draft(plan);
  }

  /** As {@link #compile}, whatever is wrong: for a lint that tells more of it, not for a run. */
  public CompiledPlan draft(String name) {
    return draft(plan(name));
  }

  /** The plan of this name; fails when there is none. */
  public Plan plan(String name) {
    Plan plan = plans.get(name);
    if (plan == null) {
      throw new Failure(
          ErrorCode.INPUT, "no plan '" + name + "'; known: " + String.join(", ", plans.keySet()));
    }
    return plan;
  }

  /**
   * The plans that have been carried out when a plan begins, the first one first. A name that means
   * nothing, or that leads back to the plan, ends them.
   */
  public List<Plan> before(Plan plan) {
    List<Plan> before = new ArrayList<>();
    Plan next = plan;
    while (next != null && !next.startsFrom().equals(Plan.EMPTY)) {
      next = plans.get(next.startsFrom());
      if (next == null || next.equals(plan) || before.contains(next)) {
        break;
      }
      before.add(0, next);
    }
    return before;
  }

  /** The plans that load an entity, in the order of their names. */
  public List<Plan> loading(String entity) {
    return plans().stream().filter(plan -> plan.entities().contains(entity)).toList();
  }

  /** The file of a check, or null when the library has none of this name. */
  public @Nullable Expression check(String name) {
    String text = checks.get(name);
    return text == null ? null : new Expression(name, text);
  }

  /** The entities whose target is this table, as SQL may name it. */
  public List<String> into(String table) {
    String bare = table.startsWith("public.") ? table.substring("public.".length()) : table;
    return entities.values().stream()
        .filter(entity -> entity.target().table().equals(bare))
        .map(Entity::entity)
        .toList();
  }

  /**
   * The entities that must be there before a plan begins: those that it names, and those of the
   * phases of other plans that it names. Names that mean nothing are left out.
   */
  public List<String> prerequisites(Plan plan) {
    List<String> needed = new ArrayList<>();
    for (String name : plan.prerequisites()) {
      if (entities.containsKey(name)) {
        needed.add(name);
      } else {
        phases(name, plan).forEach(phase -> needed.addAll(phase.entities()));
      }
    }
    return needed.stream().distinct().toList();
  }

  /** The phases of this name in all plans but one. */
  List<Phase> phases(String name, Plan besides) {
    return plans.values().stream()
        .filter(other -> !other.plan().equals(besides.plan()))
        .flatMap(other -> other.phases().stream())
        .filter(phase -> phase.phase().equals(name))
        .toList();
  }

  private CompiledPlan draft(Plan plan) {
    List<Entity> members = new ArrayList<>();
    TreeSet<String> words = new TreeSet<>();
    TreeSet<String> questions = new TreeSet<>();
    for (Phase phase : plan.phases()) {
      questions.addAll(phase.requires());
      questions.addAll(phase.checks());
      for (String entity : phase.entities()) {
        Entity member = entity(plan, entity);
        if (member != null) {
          members.add(member);
          words.addAll(EntityLint.vocabularies(member));
          questions.addAll(member.checks());
        }
      }
    }
    // Entities of other plans that this one needs or refers to: their tables must be known.
    List<String> others = new ArrayList<>(prerequisites(plan));
    for (Entity member : members) {
      member.links().forEach(to -> others.add(to.entity()));
      member.after().stream().filter(Entity.After::hard).forEach(to -> others.add(to.entity()));
    }
    for (String name : others) {
      Entity other = entity(plan, name);
      if (other != null && !members.contains(other)) {
        members.add(other);
      }
    }
    List<Vocabulary> maps = new ArrayList<>();
    vocabularies.forEach(
        (word, map) -> {
          if (words.contains(word)) {
            maps.add(map);
          }
        });
    return new CompiledPlan(plan, members, maps, queries(questions));
  }

  /** The files of these checks, and of those that they are meant as. */
  private List<Expression> queries(Set<String> names) {
    TreeSet<String> all = new TreeSet<>(names);
    for (String name : names) {
      String text = checks.get(name);
      String meant = text == null ? null : CheckReader.read(new Expression(name, text)).asMeant();
      if (meant != null) {
        all.add(meant);
      }
    }
    List<Expression> queries = new ArrayList<>();
    checks.forEach(
        (check, sql) -> {
          if (all.contains(check)) {
            queries.add(new Expression(check, sql));
          }
        });
    return queries;
  }

  /** An entity as a plan wants it, or null when there is none. */
  @Nullable Entity entity(Plan plan, String name) {
    Entity entity = entities.get(name);
    EntityOverride override = plan.override(name);
    return entity == null || override == null ? entity : override.applyTo(entity, plan.plan());
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
