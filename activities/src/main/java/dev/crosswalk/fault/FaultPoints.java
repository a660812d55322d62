package dev.crosswalk.fault;

/** Hears of each fault point on its way, from any thread; the work goes on when it returns. */
@FunctionalInterface
public interface FaultPoints {
  /** Nothing happens anywhere: what every worker has that is not started to be tormented. */
  FaultPoints NONE = point -> {};

  void reached(FaultPoint point);
}
