package dev.crosswalk.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crosswalk.database.Endpoint;
import dev.crosswalk.testing.TestDatabases;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The embeddings take the vector extension where they can, and do without it where not. */
class EmbeddingColumnTest {
  private static final String TYPE =
      """
      select format_type(a.atttypid, a.atttypmod)
      from pg_attribute a
      where a.attrelid = 'ai_embeddings'::regclass and a.attname = 'embedding'
      """;

  private static final String INDEX =
      """
      select count(*)
      from pg_index i
      join pg_class c on c.oid = i.indexrelid
      join pg_am m on m.oid = c.relam
      where i.indrelid = 'ai_embeddings'::regclass and m.amname = 'hnsw'
      """;

  /** One vector, of so many ones. */
  private static final String INSERT =
      """
      insert into ai_embeddings (
        sha256_hash, content_type, source_table, source_id, content_text, model, embedding)
      values (repeat('a', 64), 'note', 'case_notes', gen_random_uuid(), 'text', 'test',
        array_fill(1::real, array[%d])%s)
      """;

  @Test
  void aServerWithoutTheExtensionKeepsArraysOfThatLength() {
    try (TestDatabases databases = new TestDatabases()) {
      assumeTrue(
          databases
              .modernRows("select 1 from pg_available_extensions where name = 'vector'")
              .isEmpty(),
          "the server of the tests has the extension");
      Schemas.applyModern(databases.modernOwner());

      assertThat(databases.modernValue(TYPE)).isEqualTo("real[]");
      databases.modern(INSERT.formatted(1024, ""));
      assertThatThrownBy(() -> databases.modern(INSERT.formatted(1023, "")))
          .hasMessageContaining("ai_embeddings_embedding_check");
    }
  }

  @Test
  void aServerWithTheExtensionUsesItWithItsIndex() throws SQLException {
    try (Vectors vectors = new Vectors(null)) {
      Schemas.applyModern(vectors.database);

      assertThat(vectors.ask(TYPE)).isEqualTo("vector(1024)");
      assertThat(vectors.ask(INDEX)).isEqualTo("1");
      vectors.run(INSERT.formatted(1024, "::vector"));
      assertThatThrownBy(() -> vectors.run(INSERT.formatted(1023, "::vector")))
          .hasMessageContaining("expected 1024 dimensions");
      assertThat(Schemas.applyModern(vectors.database)).isZero();
    }
  }

  @Test
  void anOwnerWhoMayNotInstallTheExtensionDoesWithoutIt() throws SQLException {
    try (Vectors vectors = new Vectors("nosuperuser")) {
      Schemas.applyModern(vectors.database);

      assertThat(vectors.ask(TYPE)).isEqualTo("real[]");
      assertThat(vectors.ask(INDEX)).isEqualTo("0");
    }
  }

  @Test
  void anExtensionInASchemaOfItsOwnIsFound() throws SQLException {
    try (Vectors vectors = new Vectors(null)) {
      vectors.run("create schema \"Extensions\"; create extension vector schema \"Extensions\"");
      Schemas.applyModern(vectors.database);

      assertThat(vectors.ask(TYPE)).isEqualTo("\"Extensions\".vector(1024)");
      assertThat(vectors.ask(INDEX)).isEqualTo("1");
    }
  }

  /** An empty database of the server of {@code CROSSWALK_TEST_PGVECTOR_URL}. */
  private static final class Vectors implements AutoCloseable {
    private static final String NAME = "embeddings_" + ProcessHandle.current().pid();
    private static final String OWNER = NAME + "_owner";

    private final Endpoint server;
    private final Endpoint database;

    /** Owned by the server's user, or by one with these attributes. */
    Vectors(@Nullable String attributes) throws SQLException {
      String url = System.getenv("CROSSWALK_TEST_PGVECTOR_URL");
      if (url == null) {
        System.err.println(
            "skipped: no CROSSWALK_TEST_PGVECTOR_URL; .ci/pgvector start prints one");
      }
      assumeTrue(url != null, "CROSSWALK_TEST_PGVECTOR_URL names no server with pgvector");
      server = Endpoint.parse("CROSSWALK_TEST_PGVECTOR_URL", url, null, System.getenv());
      run(server, "drop database if exists " + NAME);
      run(server, "drop role if exists " + OWNER);
      if (attributes != null) {
        run(server, "create role " + OWNER + " login password 'test' " + attributes);
      }
      run(server, "create database " + NAME + (attributes == null ? "" : " owner " + OWNER));
      URI address = URI.create(server.jdbcUrl().substring("jdbc:".length()));
      database =
          new Endpoint(
              "jdbc:postgresql://" + address.getHost() + ":" + address.getPort() + "/" + NAME,
              attributes == null ? server.user() : OWNER,
              attributes == null ? server.password() : "test");
    }

    private static void run(Endpoint endpoint, String sql) throws SQLException {
      try (Connection connection = endpoint.connect("test");
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    void run(String sql) throws SQLException {
      run(database, sql);
    }

    String ask(String sql) throws SQLException {
      try (Connection connection = database.connect("test");
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        rows.next();
        return rows.getString(1);
      }
    }

    @Override
    public void close() throws SQLException {
      run(server, "drop database " + NAME + " with (force)");
      run(server, "drop role if exists " + OWNER);
    }
  }
}
