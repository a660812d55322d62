package dev.crosswalk.starter.command;

import dev.crosswalk.failure.ErrorCode;

/** How commands end; each code in use stands in {@code --help}. */
public final class ExitCodes {
  public static final int DONE = 0;
  public static final int INTERNAL = 1;
  public static final int USAGE = 2;
  public static final int BLOCKED = 3;
  public static final int REJECTS = 4;
  public static final int INVALID = 6;
  public static final int STOPPED = 7;
  public static final int REFUSED = 9;
  public static final int TRY_LATER = 75;

  private ExitCodes() {}

  /** The exit code of what could not be done at all. */
  public static int of(ErrorCode code) {
    return switch (code) {
      case INPUT, PLAN, KEY_ORDER -> USAGE;
      case PREFLIGHT,
          REQUIREMENT,
          RUN_BUSY,
          RUN_EXISTS,
          RUN_LOST,
          WRONG_DATABASE,
          SAME_DATABASE,
          ACCESS,
          POOLED,
          STRUCTURE,
          DEPENDENTS,
          DELETE_TRIGGER,
          INDEX_MISSING,
          EDITED,
          UPDATED_SINCE,
          UNDONE,
          BACKUP_BLOCKED ->
          BLOCKED;
      case GATE, TOLERANCE, ROLLBACK_THRESHOLD, UNBALANCED, UNPROVEN, BACKUP_UNPROVEN -> INVALID;
      case PLAN_CHANGED -> REFUSED;
      case CONTENTION, CONNECTIVITY, TIMEOUT, READ_ONLY, RESOURCE, DISK, MEMORY, CONNECTIONS ->
          TRY_LATER;
      default -> INTERNAL;
    };
  }
}
