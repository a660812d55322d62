package dev.crosswalk.library;

import dev.crosswalk.library.Problems.Place;
import dev.crosswalk.plan.Column;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.EntityOverride;
import dev.crosswalk.plan.Expression;
import dev.crosswalk.plan.Plan;
import dev.crosswalk.plan.Plan.SourceColumn;
import dev.crosswalk.plan.Source;
import dev.crosswalk.sql.SqlWords;
import dev.crosswalk.sql.SqlWords.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether an entity reads columns that its plan never reads. It goes by the words of the SQL: by
 * name, by {@code *}, or as part of a whole row. What a view of the source reads, it cannot see.
 */
final class NeverLint {
  private final Library library;
  private final Plan plan;
  private final Entity entity;
  private final Problems problems;

  NeverLint(Library library, Plan plan, Entity entity, Problems problems) {
    this.library = library;
    this.plan = plan;
    this.entity = entity;
    this.problems = problems;
  }

  /** A piece of the author's SQL and where it stands. */
  private record Part(Place place, List<Word> words) {}

  void run() {
    List<Part> tables = tables();
    List<Part> parts = new ArrayList<>(tables);
    parts.addAll(expressions());
    for (SourceColumn column : plan.never()) {
      String table = column.table().substring(column.table().lastIndexOf('.') + 1);
      Set<String> everywhere = new TreeSet<>();
      tables.forEach(part -> everywhere.addAll(names(part.words(), column)));
      for (Part part : parts) {
        Set<String> names = names(part.words(), column); // a sub-query has tables of its own
        names.addAll(everywhere);
        if (!names.isEmpty()
            && (SqlWords.uses(part.words(), names, column.column())
                || SqlWords.usesRow(part.words(), names, table))) {
          problems.add(
              part.place(),
              "'"
                  + entity.entity()
                  + "' reads "
                  + column
                  + ", which plan '"
                  + plan.plan()
                  + "' never reads; leave it out");
        }
      }
    }
  }

  private List<Part> tables() {
    List<Part> parts = new ArrayList<>();
    for (int no = 0; no < entity.sources().size(); no++) {
      Source source = entity.sources().get(no);
      add(parts, "source." + no + ".table", "from " + source.table() + " " + source.alias());
      for (int join = 0; join < source.join().size(); join++) {
        add(parts, "source." + no + ".join." + join, source.join().get(join));
      }
    }
    return parts;
  }

  private List<Part> expressions() {
    List<Part> parts = new ArrayList<>();
    for (int no = 0; no < entity.sources().size(); no++) {
      expressions(entity.sources().get(no), "source." + no, parts);
    }
    return parts;
  }

  private void expressions(Source source, String where, List<Part> parts) {
    source.key().forEach(key -> add(parts, where + ".key", key));
    for (Source.Output output : source.outputs()) {
      output
          .values()
          .forEach(value -> add(parts, where + ".outputs." + output.name(), value.sql()));
    }
    for (Expression exclusion : source.exclude()) {
      boolean ours = exclusion.name().equals(EntityOverride.WHERE);
      Place place =
          ours
              ? library.place(plan, "overrides." + entity.entity() + ".where")
              : library.place(entity.entity(), where + ".exclude." + exclusion.name());
      parts.add(new Part(place, SqlWords.of(exclusion.sql())));
    }
    for (Column column : entity.inputs()) {
      String place = "columns." + column.name();
      if (column instanceof Column.Mapped mapped) {
        add(parts, place, source.feed(mapped.name(), null, mapped.from()));
      } else if (column instanceof Column.Reference reference) {
        add(parts, place, source.feed(reference.name(), null, reference.from()));
      } else if (column instanceof Column.Json json) {
        json.fields()
            .forEach(
                field ->
                    add(
                        parts,
                        place + "." + field.name(),
                        source.feed(json.name(), field.name(), field.sql())));
      }
    }
  }

  private void add(List<Part> parts, String place, String sql) {
    parts.add(new Part(library.place(entity.entity(), place), SqlWords.of(sql)));
  }

  /** What the SQL calls the column's table: its name and its aliases. */
  private static Set<String> names(List<Word> words, SourceColumn column) {
    Set<String> names = new TreeSet<>();
    SqlWords.tables(words)
        .forEach(
            (path, called) -> {
              String table = String.join(".", path);
              if (table.equals(column.table())
                  || table.endsWith("." + column.table())
                  || column.table().endsWith("." + table)) {
                names.addAll(called);
              }
            });
    return names;
  }
}
