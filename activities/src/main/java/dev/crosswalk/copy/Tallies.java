package dev.crosswalk.copy;

import dev.crosswalk.ledger.ChunkLedger.RuleChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How often each rule did something in one batch. For one thread at a time. */
final class Tallies {
  private record Tally(String column, String rule, String outcome) {}

  private final Map<Tally, long[]> counts = new LinkedHashMap<>();

  void count(String column, String rule, String outcome) {
    count(column, rule, outcome, 1);
  }

  void count(String column, String rule, String outcome, long rows) {
    if (rows > 0) {
      counts.computeIfAbsent(new Tally(column, rule, outcome), any -> new long[1])[0] += rows;
    }
  }

  List<RuleChange> changes() {
    List<RuleChange> changes = new ArrayList<>();
    counts.forEach(
        (tally, count) ->
            changes.add(new RuleChange(tally.column(), tally.rule(), tally.outcome(), count[0])));
    return changes;
  }
}
