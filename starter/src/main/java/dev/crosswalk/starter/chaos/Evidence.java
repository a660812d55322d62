package dev.crosswalk.starter.chaos;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/** What is kept of a trial that deviated: everything is synthetic, and may be shown to anybody. */
final class Evidence {
  private static final List<String> TABLES =
      List.of("run", "phase", "entity", "chunk", "batch", "written", "reject", "audit");

  private Evidence() {}

  /** Writes what was found, the workers' logs, the ledger and the histories to a new directory. */
  static Path write(
      Path directory,
      String found,
      List<HeldWorker> workers,
      Connection target,
      WorkflowClient client)
      throws IOException, SQLException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("deviation.txt"), found + "\n");
    for (int number = 1; number <= workers.size(); number++) {
      Files.write(directory.resolve("worker-" + number + ".log"), workers.get(number - 1).log());
    }
    for (String table : TABLES) {
      try (OutputStream file = Files.newOutputStream(directory.resolve(table + ".csv"))) {
        target
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("copy (select * from crosswalk." + table + ") to stdout csv header", file);
      }
    }
    for (String workflow : workflows(target)) {
      try {
        Files.writeString(
            directory.resolve(workflow.replace('/', '.') + ".history.json"),
            client.fetchHistory(workflow).toJson(true));
      } catch (StatusRuntimeException missing) {
        if (missing.getStatus().getCode() != Status.Code.NOT_FOUND) {
          throw missing;
        } // else that entity was not begun
      }
    }
    return directory;
  }

  private static List<String> workflows(Connection target) throws SQLException {
    List<String> workflows = new ArrayList<>();
    try (Statement statement = target.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select workflow_id from crosswalk.run
                union all
                select replay_workflow_id from crosswalk.run where replay_workflow_id is not null
                union all
                select r.workflow_id || '/' || e.phase || '/' || e.entity
                from crosswalk.entity e
                join crosswalk.run r using (run)
                """)) {
      while (row.next()) {
        workflows.add(row.getString(1));
      }
    }
    return workflows;
  }
}
