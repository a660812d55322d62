package dev.crosswalk.starter;

import dev.crosswalk.failure.ErrorCode;
import dev.crosswalk.failure.Failure;
import picocli.CommandLine.Command;

/**
 * {@code crosswalk worker}, for help and completion only: the {@code crosswalk} script starts the
 * worker as a process that loads nothing of the command line.
 */
@Command(
    name = "worker",
    mixinStandardHelpOptions = true,
    description = {
      "Serves runs until it is told to end: reads CROSSWALK_SOURCE_URL, writes"
          + " CROSSWALK_TARGET_URL.",
      "Start as many as you like, on any machine; killing one costs a few seconds."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "2:a setting or a plan is wrong",
      "75:Temporal cannot be reached; try again later",
      "143:ended by SIGTERM, after batches in progress were committed or rolled back"
    })
final class WorkerCommand implements Runnable {
  @Override
  public void run() {
    throw new Failure(
        ErrorCode.INPUT, "a worker is started by the crosswalk script: crosswalk worker");
  }
}
