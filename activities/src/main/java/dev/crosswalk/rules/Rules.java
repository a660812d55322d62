package dev.crosswalk.rules;

import java.util.Collection;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** All rules that are on the class path. */
public final class Rules {
  private static final SortedMap<String, RuleProvider> PROVIDERS = load();

  private Rules() {}

  private static SortedMap<String, RuleProvider> load() {
    SortedMap<String, RuleProvider> providers = new TreeMap<>();
    for (RuleProvider provider : ServiceLoader.load(RuleProvider.class)) {
      if (providers.put(provider.name(), provider) != null) {
        throw new IllegalStateException("two rules are called '" + provider.name() + "'");
      }
    }
    return providers;
  }

  public static Collection<RuleProvider> all() {
    return PROVIDERS.values();
  }

  /**
   * The rule of this name with these arguments.
   *
   * @throws IllegalArgumentException when there is no such rule or the arguments do not fit
   */
  public static Rule rule(String name, List<String> arguments) {
    return provider(name).rule(arguments);
  }

  /**
   * The provider of this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static RuleProvider provider(String name) {
    RuleProvider provider = PROVIDERS.get(name);
    if (provider == null) {
      throw new IllegalArgumentException(
          "no rule '" + name + "'; known: " + String.join(", ", PROVIDERS.keySet()));
    }
    return provider;
  }
}
