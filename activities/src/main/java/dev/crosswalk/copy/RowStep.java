package dev.crosswalk.copy;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.CompiledPlan;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.RuleCall;
import dev.crosswalk.plan.Vocabulary;
import dev.crosswalk.rules.Outcome;
import dev.crosswalk.rules.Rule;
import dev.crosswalk.rules.Rules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What Java does to a row, and nothing else happens to it here: decode, rules, vocabularies,
 * encode. A column without a rule is passed on as the bytes it came in. For one thread.
 */
public final class RowStep {
  /**
   * Why a row is refused before it reaches the target.
   *
   * @param sqlState what the source said; null when the row step itself refuses it
   */
  record Refusal(ErrorCode code, @Nullable String column, @Nullable String sqlState) {}

  private record Step(String name, Rule rule) {}

  /** A column, the field that feeds it or −1, and its rules. */
  private record Feed(Column column, int field, List<Step> steps) {}

  private final List<Feed> feeds = new ArrayList<>();
  private final int firstColumn;
  private final int fields;
  private final Ids ids;
  private final List<Entity.Claim> claims;
  private final Map<String, Set<String>> losers;
  private final @Nullable String[] values;
  private final boolean[] changed;
  private final List<String> tags = new ArrayList<>();
  private final Utf8 utf8 = new Utf8();

  /**
   * Prepares the step.
   *
   * @param losers source keys that lose a unique value, with the columns they lose
   */
  public RowStep(CompiledPlan plan, Entity entity, Map<String, Set<String>> losers) {
    this.firstColumn = new KeyFields(entity).count() + 1;
    int field = firstColumn;
    for (Column column : entity.inputs()) {
      boolean fed = !(column instanceof Column.Tagged) && !(column instanceof Column.Constant);
      feeds.add(new Feed(column, fed ? field : -1, steps(plan, column)));
      field += fed ? 1 : 0;
    }
    this.fields = field;
    this.ids = new Ids(entity.entity(), entity.source().table());
    this.claims = entity.unique();
    this.losers = losers;
    this.values = new String[feeds.size()];
    this.changed = new boolean[feeds.size()];
  }

  private static List<Step> steps(CompiledPlan plan, Column column) {
    List<Step> steps = new ArrayList<>();
    if (column instanceof Column.Mapped mapped) {
      for (RuleCall call : mapped.rules()) {
        steps.add(new Step(call.rule(), Rules.rule(call.rule(), call.arguments())));
      }
      if (mapped.vocabulary() != null) {
        Vocabulary vocabulary = plan.vocabulary(mapped.vocabulary());
        steps.add(new Step("vocabulary " + vocabulary.vocabulary(), translate(vocabulary)));
      }
    }
    return steps;
  }

  private static Rule translate(Vocabulary vocabulary) {
    Map<@Nullable String, Outcome> map = new HashMap<>();
    for (Vocabulary.Code code : vocabulary.codes()) {
      map.put(code.code(), Outcome.of(code.code(), code.value(), null));
    }
    Vocabulary.Other other = vocabulary.other();
    Outcome unknown =
        other == null
            ? new Outcome.Reject(ErrorCode.VALIDATION_VOCABULARY)
            : new Outcome.Change(other.value(), other.tag());
    return (value, key) -> {
      Outcome known = map.get(value);
      return known != null ? known : value == null ? Outcome.KEEP : unknown;
    };
  }

  int fields() {
    return fields;
  }

  /** Where the columns begin: the key and the name of an exclusion come before them. */
  int firstColumn() {
    return firstColumn;
  }

  /** The id of the new row. */
  UUID id(String key) {
    return ids.id(key);
  }

  @Nullable String excluded(CopyLine line) {
    return line.text(firstColumn - 1);
  }

  /** The source value that a reference is looked up by. */
  @Nullable String input(CopyLine line, String column) {
    for (Feed feed : feeds) {
      if (feed.column().name().equals(column) && feed.field() >= 0) {
        return line.text(feed.field());
      }
    }
    return null;
  }

  /** Names and values of everything that came from the source, for who has to repair the row. */
  Map<String, @Nullable String> inputs(CopyLine line) {
    Map<String, @Nullable String> inputs = new TreeMap<>();
    for (Feed feed : feeds) {
      if (feed.field() >= 0) {
        inputs.put(feed.column().name(), line.shown(feed.field()));
      }
    }
    return inputs;
  }

  /**
   * What the rules make of the value of the only column; null also for a row that is left out or
   * refused, which claims nothing.
   */
  @Nullable String claimed(CopyLine line, String key) {
    Feed feed = feeds.get(0);
    if (excluded(line) != null || !line.isText(feed.field(), utf8)) {
      return null;
    }
    String value = line.text(feed.field());
    for (Step step : feed.steps()) {
      Outcome outcome = step.rule().apply(value, key);
      if (outcome instanceof Outcome.Reject) {
        return null;
      }
      if (outcome instanceof Outcome.Change change) {
        value = change.value();
      }
    }
    return value;
  }

  /** Cleanses one row into the buffer; a refused row leaves nothing there. */
  @Nullable Refusal stage(CopyLine line, String key, int row, CopyBuffer out, Tallies tallies) {
    if (!line.isText(utf8)) {
      return new Refusal(ErrorCode.VALIDATION_ENCODING, broken(line), null);
    }
    tags.clear();
    for (int at = 0; at < feeds.size(); at++) {
      Feed feed = feeds.get(at);
      changed[at] = false;
      if (!feed.steps().isEmpty()) {
        Refusal refusal = cleanse(line, key, at, feed, tallies);
        if (refusal != null) {
          return refusal;
        }
      }
    }
    loseClaims(key, tallies);
    out.text(Integer.toString(row));
    out.text(key);
    out.uuid(ids.id(key));
    for (int at = 0; at < feeds.size(); at++) {
      write(line, at, feeds.get(at), out);
    }
    out.endLine();
    return null;
  }

  /** The first column whose value is not text. */
  private String broken(CopyLine line) {
    for (Feed feed : feeds) {
      if (feed.field() >= 0 && !line.isText(feed.field(), utf8)) {
        return feed.column().name();
      }
    }
    throw new Failure(ErrorCode.INTERNAL, "a line is not valid UTF-8, but each of its values is");
  }

  private @Nullable Refusal cleanse(CopyLine line, String key, int at, Feed feed, Tallies tallies) {
    String value = line.text(feed.field());
    for (Step step : feed.steps()) {
      Outcome outcome = step.rule().apply(value, key);
      if (outcome instanceof Outcome.Reject reject) {
        tallies.count(feed.column().name(), step.name(), "rejected");
        return new Refusal(reject.code(), feed.column().name(), null);
      }
      if (outcome instanceof Outcome.Change change) {
        value = change.value();
        changed[at] = true;
        if (change.tag() == null) {
          tallies.count(feed.column().name(), step.name(), "changed");
        } else {
          tallies.count(feed.column().name(), step.name(), change.tag());
          tag(change.tag());
        }
      }
    }
    values[at] = value;
    return null;
  }

  private void loseClaims(String key, Tallies tallies) {
    Set<String> lost = losers.get(key);
    if (lost == null) {
      return;
    }
    for (Entity.Claim claim : claims) {
      if (lost.contains(claim.by())) {
        for (int at = 0; at < feeds.size(); at++) {
          if (feeds.get(at).column().name().equals(claim.setNull())) {
            values[at] = null;
            changed[at] = true;
          }
        }
        tallies.count(claim.by(), "unique", claim.tag());
        tag(claim.tag());
      }
    }
  }

  private void tag(String tag) {
    if (!tags.contains(tag)) {
      tags.add(tag);
    }
  }

  private void write(CopyLine line, int at, Feed feed, CopyBuffer out) {
    Column column = feed.column();
    if (changed[at]) {
      out.text(values[at]);
    } else if (column instanceof Column.Constant constant) {
      out.text(constant.value());
    } else if (column instanceof Column.Tagged tagged) {
      out.text(decided(tagged));
    } else if (column instanceof Column.Json json && json.tags() && !tags.isEmpty()) {
      out.text(withTags(String.valueOf(line.text(feed.field()))));
    } else {
      out.raw(line.bytes(), line.start(feed.field()), line.end(feed.field()));
    }
  }

  private @Nullable String decided(Column.Tagged tagged) {
    for (Column.Case one : tagged.cases()) {
      if (tags.contains(one.tag())) {
        return one.value();
      }
    }
    return tagged.otherwise();
  }

  /** Tags are names from rules and plans, so they need no escaping. */
  private String withTags(String object) {
    String body = object.substring(0, object.lastIndexOf('}')).stripTrailing();
    String comma = body.endsWith("{") ? "" : ", ";
    return body + comma + "\"tags\": [\"" + String.join("\", \"", tags) + "\"]}";
  }
}
