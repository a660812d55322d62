package planted.dev.crosswalk.workflows;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Planted: each method is a violation. */
public final class UnsteadyCalls {
  private UnsteadyCalls() {}

  static Object millis() {
    return System.currentTimeMillis();
  }

  static Object nanos() {
    return System.nanoTime();
  }

  static Object instant() {
    return Instant.now();
  }

  static Supplier<Instant> instantReference() {
    return Instant::now;
  }

  static Supplier<Object> instantInLambda() {
    return () -> Instant.now();
  }

  static Object localDate() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  static Object localDateTime() {
    return LocalDateTime.now(ZoneOffset.UTC);
  }

  static Object offsetDateTime() {
    return OffsetDateTime.now(ZoneOffset.UTC);
  }

  static Object zonedDateTime() {
    return ZonedDateTime.now(ZoneOffset.UTC);
  }

  static Object zone() {
    return ZoneId.systemDefault();
  }

  static Object timeZone() {
    return TimeZone.getDefault();
  }

  static Object locale() {
    return Locale.getDefault();
  }

  static Object identity(Object any) {
    return System.identityHashCode(any);
  }

  static Object uuid() {
    return UUID.randomUUID();
  }

  static Object random() {
    return Math.random();
  }

  static Object environment() {
    return System.getenv("x");
  }

  static Object property() {
    return System.getProperty("x");
  }

  static Object properties() {
    return System.getProperties();
  }

  static Object mapOf() {
    return Map.of("a", "b");
  }

  static Object mapOfEntries() {
    return Map.ofEntries(Map.entry("a", "b"));
  }

  static Object mapCopy(Map<String, String> map) {
    return Map.copyOf(map);
  }

  static Object setOf() {
    return Set.of("a", "b");
  }

  static Object setCopy(List<String> list) {
    return Set.copyOf(list);
  }

  static Object collectedSet(List<String> list) {
    return list.stream().collect(toSet());
  }

  static Object collectedFixedSet(List<String> list) {
    return list.stream().collect(toUnmodifiableSet());
  }

  static Object collectedMap(List<String> list) {
    return list.stream().collect(toMap(text -> text, text -> text));
  }

  static Object collectedFixedMap(List<String> list) {
    return list.stream().collect(toUnmodifiableMap(text -> text, text -> text));
  }

  static Object grouped(List<String> list) {
    return list.stream().collect(groupingBy(String::length));
  }

  static Object parallelStream(List<String> list) {
    return list.parallelStream();
  }

  static Object parallel() {
    return IntStream.range(0, 9).parallel();
  }
}
