package dev.crosswalk.starter.schema;

import dev.crosswalk.library.Library;
import dev.crosswalk.library.PlanFiles;
import dev.crosswalk.schema.SchemaPage;
import dev.crosswalk.settings.Access;
import dev.crosswalk.starter.command.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code crosswalk schema document}. */
@Command(
    name = "document",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a page about the modern tables, as Markdown with diagrams: what each is, where its rows"
          + " come from, which phase loads it.",
      "docs/modern-schema.md is this page."
    })
final class SchemaDocument implements Runnable {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  SchemaDocument() {}

  @Override
  public void run() {
    spec.commandLine()
        .getOut()
        .print(
            SchemaPage.markdown(
                Surroundings.of(spec).settings(Access.TARGET_OWNER).endpoint(Access.TARGET_OWNER),
                new Library(PlanFiles.builtIn())));
    spec.commandLine().getOut().flush();
  }
}
