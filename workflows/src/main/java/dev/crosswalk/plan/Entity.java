package dev.crosswalk.plan;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One target table and where its rows come from.
 *
 * @param criticality how much the business needs it: critical, important or optional
 * @param priority when it is due among others, 1 first; null: nobody has said. The order of loading
 *     is that of the plan
 * @param complexity how much there is to it; null: nobody has said
 * @param risk what can go wrong with it; a high one is validated comprehensively; null: nobody has
 *     said
 * @param sources at least one; their key tables tell rows with the same key apart
 * @param expected what the documents say about the number of rows, by plan; enforced on demand
 * @param after entities that the order must respect though no column refers to them
 * @param checks names of business checks that the gate runs
 * @param placeholders rows that may stand in for missing parents
 */
public record Entity(
    String entity,
    String description,
    String criticality,
    @Nullable Integer priority,
    @Nullable Level complexity,
    @Nullable Level risk,
    List<Source> sources,
    List<Expected> expected,
    Target target,
    List<Claim> unique,
    List<Column> columns,
    List<After> after,
    List<String> checks,
    List<Placeholder> placeholders) {

  /** How much of something. */
  public enum Level {
    LOW,
    MEDIUM,
    HIGH;

    /** As an entity writes it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The number of rows that a document gives for a plan. */
  public record Expected(String plan, long rows) {}

  /**
   * Where rows are written.
   *
   * @param conflictKey the columns whose unique index decides whether a row is already there
   * @param action what becomes of such a row; of no meaning when rows are only updated
   */
  public record Target(String table, List<String> conflictKey, Action action, Mode mode) {

    /** The same target with another action. */
    Target with(Action other) {
      return new Target(table, conflictKey, other, mode);
    }
  }

  /** What happens to a row whose conflict key is already in the target. */
  public enum Action {
    /** The row that is there stays as it is; whether it differs is counted. */
    KEEP,
    /** The row that is there gets the values of the source, whoever wrote the present ones. */
    UPDATE,
    /** A row with other values is rejected; one with the same values is counted. */
    REJECT
  }

  /** Whether an entity brings rows, or columns of rows that another one brought. */
  public enum Mode {
    /** Rows that are not there are inserted. */
    LOAD,
    /**
     * Rows that are there get the listed columns; what others wrote since we did stays, and a
     * person gets to see it.
     */
    UPDATE
  }

  /**
   * A column whose cleansed value may be held by one row only: the lowest key keeps it.
   *
   * @param by the column that must be unique; the unique index on it decides what equal means
   * @param setNull the column that losers lose
   * @param tag the tag that losers get
   */
  public record Claim(String by, String setNull, String tag) {}

  /** A row that is no legacy row's; written where a plan says so and a child needs it. */
  public record Placeholder(String name, List<Column.Constant> values) {}

  /** An order between entities that no column shows. */
  public record After(String entity, boolean hard, @Nullable String reason) {}

  /** The number of rows that documents promise for a plan, or null. */
  public @Nullable Long expected(String plan) {
    for (Expected promise : expected) {
      if (promise.plan().equals(plan)) {
        return promise.rows();
      }
    }
    return null;
  }

  /** The same entity with what a plan may say otherwise. */
  Entity with(
      List<Source> otherSources,
      List<Expected> otherExpected,
      Target otherTarget,
      List<Column> otherColumns) {
    return new Entity(
        entity,
        description,
        criticality,
        priority,
        complexity,
        risk,
        otherSources,
        otherExpected,
        otherTarget,
        unique,
        otherColumns,
        after,
        checks,
        placeholders);
  }

  /** The source that is read: the first one, or the one that {@link #at} chose. */
  public Source source() {
    return sources.get(0);
  }

  /** Whether rows are only updated, never inserted. */
  public boolean updates() {
    return target.mode() == Mode.UPDATE;
  }

  /** Whether a row that is there may be written. */
  public boolean rewrites() {
    return updates() || target.action() == Action.UPDATE;
  }

  /** The same entity, reading the source with this key table. */
  public Entity at(String table) {
    for (Source source : sources) {
      if (source.table().equals(table)) {
        List<Source> chosenFirst = new ArrayList<>(sources);
        chosenFirst.remove(source);
        chosenFirst.add(0, source);
        return with(chosenFirst, columns);
      }
    }
    throw new Failure(
        ErrorCode.PLAN, "entity '" + entity + "' has no source with key table '" + table + "'");
  }

  /** The same entity with other sources and columns. */
  public Entity with(List<Source> sources, List<Column> columns) {
    return with(sources, expected, target, columns);
  }

  /** The columns that point to other entities, in order. */
  public List<Column.Link> links() {
    List<Column.Link> links = new ArrayList<>();
    for (Column column : columns) {
      if (column instanceof Column.Link link) {
        links.add(link);
      }
    }
    return links;
  }

  /** The columns as they are staged: a link stands there as the ways in which it looks. */
  public List<Column> inputs() {
    List<Column> inputs = new ArrayList<>();
    for (Column column : columns) {
      if (column instanceof Column.Link link) {
        inputs.addAll(link.attempts());
      } else {
        inputs.add(column);
      }
    }
    return inputs;
  }

  /** The placeholder of this name, or null. */
  public @Nullable Placeholder placeholder(String name) {
    for (Placeholder placeholder : placeholders) {
      if (placeholder.name().equals(name)) {
        return placeholder;
      }
    }
    return null;
  }

  /** The column of this name, or null. */
  public @Nullable Column column(String name) {
    for (Column column : columns) {
      if (column.name().equals(name)) {
        return column;
      }
    }
    return null;
  }

  /** The key tables of those sources whose whole key the target column holds unchanged. */
  public List<String> keyTables(String column) {
    List<String> tables = new ArrayList<>();
    for (Source source : sources) {
      if (source.key().size() == 1
          && source.outputs().isEmpty()
          && source.key().get(0).equals(bare(column, source))) {
        tables.add(source.table());
      }
    }
    return tables;
  }

  /**
   * The columns of the conflict key that hold the parts of the source's key unchanged, in the order
   * of the parts; the name of the output is the last part. Empty when the conflict key does not
   * tell which row of the source it is.
   */
  public List<String> keyColumns() {
    List<String> parts = keyParts();
    List<String> columns = new ArrayList<>();
    for (String part : parts) {
      target.conflictKey().stream()
          .filter(column -> part.equals(bare(column, source())) && !columns.contains(column))
          .findFirst()
          .ifPresent(columns::add);
    }
    boolean rest =
        target.conflictKey().stream()
            .allMatch(column -> columns.contains(column) || constant(column) != null);
    return columns.size() == parts.size() && rest ? columns : List.of();
  }

  /** Whether the target column holds a part of the source's key unchanged. */
  public boolean holdsKeyPart(String column) {
    return keyParts().contains(String.valueOf(bare(column, source())));
  }

  private List<String> keyParts() {
    List<String> parts = new ArrayList<>(source().key());
    if (!source().outputs().isEmpty()) {
      parts.add(Source.OUTPUT + ".name");
    }
    return parts;
  }

  /** The text that the column holds in every row of the source; null when rows may differ. */
  public @Nullable String constant(String column) {
    if (column(column) instanceof Column.Constant constant) {
      return constant.value();
    }
    String sql = bare(column, source());
    return sql != null && sql.matches("'([^']|'')*'")
        ? sql.substring(1, sql.length() - 1).replace("''", "'")
        : null;
  }

  /**
   * Whether the conflict key is as good as the source's key: no two rows of any source can meet in
   * it.
   */
  public boolean conflictsOnKey() {
    for (Source source : sources) {
      if (at(source.table()).keyColumns().isEmpty()) {
        return false;
      }
    }
    return sources.size() == 1 || target.conflictKey().stream().anyMatch(this::tellsSourcesApart);
  }

  /**
   * Whether no two rows of any source can meet in these columns: each part of the source's key is
   * in one of them, unchanged or as the parent that it is the key of.
   */
  public boolean tellsApart(Collection<String> columns) {
    for (Source source : sources) {
      Entity one = at(source.table());
      if (!one.keyParts().stream()
          .allMatch(part -> columns.stream().anyMatch(name -> part.equals(one.identity(name))))) {
        return false;
      }
    }
    return sources.size() == 1 || columns.stream().anyMatch(this::tellsSourcesApart);
  }

  /** The SQL of which two different values never give the column the same, or null. */
  private @Nullable String identity(String column) {
    return column(column) instanceof Column.Reference reference && reference.hard()
        ? source().feed(column, null, reference.from())
        : bare(column, source());
  }

  private boolean tellsSourcesApart(String column) {
    List<String> constants = new ArrayList<>();
    for (Source source : sources) {
      String constant = at(source.table()).constant(column);
      if (constant == null || constants.contains(constant)) {
        return false;
      }
      constants.add(constant);
    }
    return true;
  }

  /** The SQL of a column that nothing changes on its way, or null. */
  private @Nullable String bare(String column, Source source) {
    return column(column) instanceof Column.Mapped mapped
            && mapped.rules().isEmpty()
            && mapped.vocabulary() == null
        ? source.feed(column, null, mapped.from())
        : null;
  }
}
