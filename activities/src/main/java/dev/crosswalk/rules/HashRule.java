package dev.crosswalk.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Replaces keys by pseudonyms. The one rule whose result differs when it is put to itself. */
public final class HashRule implements RuleProvider {

  @Override
  public String name() {
    return "hash";
  }

  @Override
  public String description() {
    return "Replaces a text by its SHA-256, in lower-case hexadecimal digits, so that equal texts"
        + " stay equal. It hides nothing that can be guessed: numbers and names can be tried"
        + " out.";
  }

  @Override
  public Examples examples() {
    return Examples.of()
        .keeps(null)
        .changes("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        .changes("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Override
  public Rule rule(List<String> arguments) {
    RuleProvider.requireNone(arguments);
    return (value, key) -> value == null ? Outcome.KEEP : Outcome.change(hash(value));
  }

  private static String hash(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
