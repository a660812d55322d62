package dev.crosswalk.failure;

/**
 * Something that could not be done, with its code. The message tells what and where, holds no value
 * of any row, and is safe to show in Temporal, logs and reports.
 */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public Failure(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  /** The cause is for local debugging only: it never crosses an activity's border. */
  public Failure(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }
}
