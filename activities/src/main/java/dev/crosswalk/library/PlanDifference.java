package dev.crosswalk.library;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Phase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * In what two compiled plans differ: every difference is found, for both are compared as they are
 * stored, and told by file and name, without what stands there.
 */
public final class PlanDifference {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Lists whose members have names, and under what; of other lists only themselves are named. */
  private static final Map<String, String> NAMED =
      Map.of(
          "phases", "phase",
          "overrides", "entity",
          "selections", "name",
          "sources", "table",
          "columns", "name",
          "exclude", "name",
          "steps", "step",
          "placeholders", "name");

  /** What a member of such a list is called. */
  private static final Map<String, String> WORDS =
      Map.of(
          "phases", "phase",
          "overrides", "override",
          "selections", "selection",
          "sources", "source",
          "columns", "column",
          "exclude", "exclusion",
          "steps", "step",
          "placeholders", "placeholder");

  private final CompiledPlan before;
  private final CompiledPlan after;
  private final List<String> lines = new ArrayList<>();

  private PlanDifference(CompiledPlan before, CompiledPlan after) {
    this.before = before;
    this.after = after;
    JsonNode old = JSON.valueToTree(before);
    JsonNode now = JSON.valueToTree(after);
    compare("plans/" + after.plan().plan() + ".yaml", old.get("plan"), now.get("plan"));
    files("entities/%s.yaml", "entity", old.get("entities"), now.get("entities"));
    files("vocabularies/%s.yaml", "vocabulary", old.get("vocabularies"), now.get("vocabularies"));
    files("checks/%s.sql", "name", old.get("checks"), now.get("checks"));
  }

  /** Compares them. */
  public static PlanDifference between(CompiledPlan before, CompiledPlan after) {
    return new PlanDifference(before, after);
  }

  /**
   * The differences, such as {@code entities/patients.yaml: column 'email': rules}; empty when
   * there are none.
   */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  private void files(String file, String key, JsonNode old, JsonNode now) {
    Map<String, JsonNode> olds = byName(old, key);
    Map<String, JsonNode> nows = byName(now, key);
    for (String name : union(olds.keySet(), nows.keySet())) {
      members(file.formatted(name), olds.get(name), nows.get(name));
    }
  }

  private static Map<String, JsonNode> byName(JsonNode list, String key) {
    Map<String, JsonNode> byName = new LinkedHashMap<>();
    list.forEach(member -> byName.put(member.get(key).asText(), member));
    return byName;
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(others);
    return all;
  }

  private void members(String place, @Nullable JsonNode old, @Nullable JsonNode now) {
    if (old == null) {
      lines.add(place + ": is new");
    } else if (now == null) {
      lines.add(place + ": is gone");
    } else {
      compare(place, old, now);
    }
  }

  private void compare(String place, JsonNode old, JsonNode now) {
    Set<String> fields = new LinkedHashSet<>();
    old.fieldNames().forEachRemaining(fields::add);
    now.fieldNames().forEachRemaining(fields::add);
    for (String field : fields) {
      JsonNode was = old.path(field);
      JsonNode is = now.path(field);
      if (was.equals(is)) {
        continue;
      }
      String key = NAMED.get(field);
      if (key != null && hasNames(was, key) && hasNames(is, key)) {
        list(place, field, byName(was, key), byName(is, key));
      } else if (was.isObject() && is.isObject()) {
        compare(place + ": " + field, was, is);
      } else {
        lines.add(place + ": " + field);
      }
    }
  }

  private static boolean hasNames(JsonNode list, String key) {
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode member : list) {
      if (!member.path(key).isTextual() || !names.add(member.get(key).asText())) {
        return false;
      }
    }
    return list.isArray();
  }

  private void list(
      String place, String field, Map<String, JsonNode> old, Map<String, JsonNode> now) {
    for (String name : union(old.keySet(), now.keySet())) {
      String member = place + ": " + WORDS.get(field) + " '" + name + "'";
      members(member, old.get(name), now.get(name));
    }
    if (old.keySet().equals(now.keySet())
        && !List.copyOf(old.keySet()).equals(List.copyOf(now.keySet()))) {
      lines.add(place + ": order of " + field);
    }
  }

  /**
   * The phases of the first plan that the differences touch, in its order, and those that build on
   * them: what they have loaded is not what the second plan would load.
   */
  public List<String> phases() {
    Set<String> touched = new LinkedHashSet<>();
    for (Phase phase : before.plan().phases()) {
      Phase other = find(after, phase.phase());
      if (other == null || !loadsTheSame(phase, other)) {
        touched.add(phase.phase());
      }
    }
    boolean more = true;
    while (more) {
      more = false;
      for (Phase phase : before.plan().phases()) {
        more |= buildsOn(phase, touched) && touched.add(phase.phase());
      }
    }
    return before.plan().phases().stream().map(Phase::phase).filter(touched::contains).toList();
  }

  private static @Nullable Phase find(CompiledPlan plan, String name) {
    for (Phase phase : plan.plan().phases()) {
      if (phase.phase().equals(name)) {
        return phase;
      }
    }
    return null;
  }

  private boolean loadsTheSame(Phase old, Phase now) {
    return old.entities().equals(now.entities())
        && old.checks().equals(now.checks())
        && old.requires().equals(now.requires())
        && old.kind() == now.kind()
        && files(before, old).equals(files(after, now));
  }

  /** Everything that decides what the phase loads and what its gate says, by file. */
  private static Map<String, Object> files(CompiledPlan plan, Phase phase) {
    Set<String> checks = new TreeSet<>(phase.checks());
    checks.addAll(phase.requires());
    Map<String, Object> files = new LinkedHashMap<>();
    for (String name : phase.entities()) {
      Entity entity = plan.entity(name);
      files.put("entity " + name, entity);
      checks.addAll(entity.checks());
      for (Column column : entity.columns()) {
        if (column instanceof Column.Mapped mapped && mapped.vocabulary() != null) {
          files.put("vocabulary " + mapped.vocabulary(), plan.vocabulary(mapped.vocabulary()));
        } else if (column instanceof Column.Link link) {
          files.put("entity " + link.entity(), plan.entity(link.entity()));
        }
      }
    }
    checks.addAll(meant(plan, checks));
    plan.checks().stream()
        .filter(check -> checks.contains(check.name()))
        .forEach(check -> files.put("check " + check.name(), check));
    return files;
  }

  private static List<String> meant(CompiledPlan plan, Set<String> checks) {
    return plan.checks().stream()
        .filter(check -> checks.contains(check.name()))
        .flatMap(check -> Stream.ofNullable(CheckReader.read(check).asMeant()))
        .toList();
  }

  private boolean buildsOn(Phase phase, Set<String> phases) {
    Set<String> parents = new LinkedHashSet<>();
    for (Phase other : before.plan().phases()) {
      if (phases.contains(other.phase())) {
        parents.addAll(other.entities());
      }
    }
    return phase.entities().stream()
        .flatMap(name -> before.entity(name).links().stream())
        .anyMatch(link -> parents.contains(link.entity()));
  }
}
