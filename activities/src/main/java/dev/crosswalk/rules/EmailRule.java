package dev.crosswalk.rules;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Lower-cases an address; blank or invalid ones become NULL with a tag. */
public final class EmailRule implements RuleProvider {
  /** Local part of unquoted atoms, a domain of labels, and a last label of letters. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
              + "@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}");

  @Override
  public String name() {
    return "email";
  }

  @Override
  public String description() {
    return "Lower-cases an address; blank or invalid ones become NULL with a tag.";
  }

  @Override
  public List<String> tags() {
    return List.of("email_missing", "email_invalid");
  }

  @Override
  public Examples examples() {
    return Examples.of()
        .keeps("o'neil@example.test")
        .changes(" Ann@Example.TEST ", "ann@example.test")
        .tags(null, null, "email_missing")
        .tags("", null, "email_missing")
        .tags("ann.example.test", null, "email_invalid")
        .tags("ann bob@example.test", null, "email_invalid")
        .tags("ann@example.t", null, "email_invalid");
  }

  @Override
  public Rule rule(List<String> arguments) {
    RuleProvider.requireNone(arguments);
    return (value, key) -> {
      String address = value == null ? "" : TrimRule.trim(value).toLowerCase(Locale.ROOT);
      if (address.isEmpty()) {
        return new Outcome.Change(null, "email_missing");
      }
      if (address.length() > 254 || !ADDRESS.matcher(address).matches()) {
        return new Outcome.Change(null, "email_invalid");
      }
      return Outcome.of(value, address, null);
    };
  }
}
