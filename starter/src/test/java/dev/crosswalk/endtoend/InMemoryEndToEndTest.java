package dev.crosswalk.endtoend;

/** On Temporal's in-memory service, which is always there. */
class InMemoryEndToEndTest extends EndToEndSuite {
  InMemoryEndToEndTest() {
    super(TemporalServer.inMemory());
  }
}
