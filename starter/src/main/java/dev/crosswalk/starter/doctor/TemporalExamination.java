package dev.crosswalk.starter.doctor;

import dev.crosswalk.failure.Failure;
import dev.crosswalk.lint.Precheck;
import dev.crosswalk.temporal.SearchAttributeRegistry;
import dev.crosswalk.temporal.TemporalConnection;
import dev.crosswalk.temporal.TemporalFacts;
import dev.crosswalk.temporal.TemporalFailures;
import io.temporal.envconfig.ClientConfigProfile;
import java.util.function.Supplier;

/** Looks at Temporal, and at the workers that serve a task queue there. */
final class TemporalExamination {
  private final Supplier<ClientConfigProfile> profile;
  private final String taskQueue;
  private final Findings findings;

  /**
   * Makes an examination of one task queue.
   *
   * @param profile where Temporal is; that it cannot be read is a finding too
   */
  TemporalExamination(Supplier<ClientConfigProfile> profile, String taskQueue, Findings findings) {
    this.profile = profile;
    this.taskQueue = taskQueue;
    this.findings = findings;
  }

  void look() {
    try (TemporalConnection temporal = new TemporalConnection(profile.get())) {
      try {
        TemporalFacts facts = TemporalFacts.read(temporal, taskQueue);
        server(temporal, facts);
        workers(facts);
      } catch (RuntimeException refused) {
        Failure failure =
            TemporalFailures.failure(refused, "namespace '" + temporal.namespace() + "'", temporal);
        findings.wrong(
            Precheck.TEMPORAL_SERVER,
            String.valueOf(failure.getMessage()),
            "temporal server start-dev --db-filename temporal.db");
      }
    } catch (Failure unreadable) {
      findings.wrong(Precheck.TEMPORAL_SERVER, unreadable);
    }
  }

  private void server(TemporalConnection temporal, TemporalFacts facts) {
    findings.ok(
        Precheck.TEMPORAL_SERVER,
        (facts.serverVersion().isEmpty() ? "in-memory service" : "server " + facts.serverVersion())
            + " at "
            + temporal.address()
            + ", namespace "
            + temporal.namespace()
            + (facts.retention().isZero()
                ? ""
                : ", histories kept for " + facts.retention().toHours() + " hours"));
    if (!facts.searchAttributes()) {
      findings.note(
          Precheck.SEARCH_ATTRIBUTES,
          "our search attributes are not registered; a worker tries to when it starts",
          SearchAttributeRegistry.command());
    }
  }

  private void workers(TemporalFacts facts) {
    if (facts.workers().isEmpty()) {
      findings.note(
          Precheck.WORKER,
          "none serves task queue " + taskQueue + "; runs wait for one",
          "crosswalk worker");
    } else {
      findings.ok(
          Precheck.WORKER,
          facts.workers().size()
              + " on task queue "
              + taskQueue
              + ": "
              + String.join(", ", facts.workers()));
    }
  }
}
