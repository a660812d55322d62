package dev.crosswalk.workflows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crosswalk.failure.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a run a person wants to be undone: some entities, a phase, or all of it.
 *
 * @param entities empty: those of the phase, or all
 * @param rehearse whether only to tell what would be done and what is in the way
 * @param discardEdits whether rows that others have written since go or are restored as well
 */
public record RollbackRequest(
    String run,
    List<String> entities,
    @Nullable String phase,
    boolean rehearse,
    boolean discardEdits,
    String actor,
    @Nullable String reason) {
  /** The fields by which a rollback is asked for, of a run that is known. */
  private static final List<String> FIELDS =
      List.of("entity", "phase", "all", "rehearse", "discard_edits", "reason", "actor");

  /** Reads an operator's JSON; throws a failure that names what is wrong, for people to read. */
  static RollbackRequest parse(@Nullable JsonNode input) {
    List<String> known = new ArrayList<>(List.of("run"));
    known.addAll(FIELDS);
    Input fields = Input.object(input, known.toArray(String[]::new));
    String run = fields.text("run");
    if (run == null) {
      throw Failures.input(
          ErrorCode.INPUT,
          "\"run\" is missing: start with --input '{\"run\":\"first\",\"phase\":\"primary\"}'");
    }
    return of(fields, run);
  }

  /** Reads the JSON of a command to a run, which therefore need not be named. */
  static RollbackRequest parse(@Nullable JsonNode input, String run) {
    return of(Input.object(input, FIELDS.toArray(String[]::new)), run);
  }

  private static RollbackRequest of(Input fields, String run) {
    RollbackRequest request =
        new RollbackRequest(
            run,
            fields.texts("entity"),
            fields.text("phase"),
            fields.flag("rehearse"),
            fields.flag("discard_edits"),
            fields.text("actor", Command.NOBODY),
            fields.text("reason"));
    int named = fields.flag("all") ? 1 : 0;
    named += request.entities.isEmpty() ? 0 : 1;
    named += request.phase == null ? 0 : 1;
    if (named != 1) {
      throw Failures.input(
          ErrorCode.INPUT, "name an \"entity\" or a \"phase\" to roll back, or say \"all\":true");
    }
    return request;
  }

  /** The same request for entities that have been found. */
  RollbackRequest of(List<EntityState> found) {
    return new RollbackRequest(
        run,
        found.stream().map(entity -> entity.name).toList(),
        null,
        rehearse,
        discardEdits,
        actor,
        reason);
  }

  /** The input of the workflow that carries it out. */
  JsonNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("run", run);
    if (phase != null) {
      json.put("phase", phase);
    } else if (entities.isEmpty()) {
      json.put("all", true);
    } else {
      ArrayNode names = json.putArray("entity");
      entities.forEach(names::add);
    }
    json.put("rehearse", rehearse).put("discard_edits", discardEdits).put("actor", actor);
    if (reason != null) {
      json.put("reason", reason);
    }
    return json;
  }

  /** What is meant, in words. */
  public String object() {
    return Command.object(entities, phase);
  }
}
