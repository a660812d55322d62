package dev.crosswalk.copy;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import dev.crosswalk.plan.Entity;
import dev.crosswalk.plan.Source;
import dev.crosswalk.sql.KeyOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The first fields of a source's line: the parts of the key, and where a key gives several rows the
 * number of the output. For one thread.
 */
final class KeyFields {
  private final String entity;
  private final int parts;
  private final List<Source.Output> outputs;
  private final Utf8 utf8 = new Utf8();

  KeyFields(Entity entity) {
    this.entity = entity.entity();
    this.parts = entity.source().key().size();
    this.outputs = entity.source().outputs();
  }

  int count() {
    return outputs.isEmpty() ? parts : parts + 1;
  }

  /** The row's key as the ledger writes it. */
  String key(CopyLine line) {
    if (count() == 1) {
      return text(line, 0);
    }
    List<String> key = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      key.add(text(line, part));
    }
    if (!outputs.isEmpty()) {
      key.add(outputs.get(Integer.parseInt(text(line, parts)) - 1).name());
    }
    return KeyOrder.join(key);
  }

  private String text(CopyLine line, int field) {
    if (!line.isText(field, utf8)) {
      throw new Failure(
          ErrorCode.VALIDATION_ENCODING,
          "a key of '"
              + entity
              + "' is not valid UTF-8, and a row without its key cannot be accounted for; repair it"
              + " in the source, or turn the key into ASCII in the entity file (docs/plan-files.md)");
    }
    String text = line.text(field);
    if (text == null) {
      throw new Failure(
          ErrorCode.KEY_ORDER, "the source's key is NULL in some row; a key must be unique");
    }
    return text;
  }
}
