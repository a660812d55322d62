package planted.dev.crosswalk.workflows;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** Planted: each method is a violation. */
public final class UnsteadyTypes {
  private UnsteadyTypes() {}

  static Object clock() {
    return Clock.systemUTC();
  }

  static Object random() {
    return new Random(1);
  }

  static Object splittableRandom() {
    return new SplittableRandom(1);
  }

  static Object secureRandom() {
    return new SecureRandom();
  }

  static Object threadLocalRandom() {
    return ThreadLocalRandom.current();
  }

  static Object thread() {
    return Thread.currentThread();
  }

  static Object threadLocal() {
    return ThreadLocal.withInitial(() -> "x");
  }

  static Object timer() {
    return new Timer();
  }

  static Object executor() {
    return Executors.newCachedThreadPool();
  }

  static CompletableFuture<String> future() {
    return new CompletableFuture<String>();
  }

  static Object lock() {
    return new ReentrantLock();
  }

  static Object hashMap() {
    return new HashMap<String, String>();
  }

  static Object identityMap() {
    return new IdentityHashMap<String, String>();
  }

  static Object weakMap() {
    return new WeakHashMap<String, String>();
  }

  static Supplier<Object> hashSet() {
    return HashSet::new;
  }

  static Object concurrentMap() {
    return new ConcurrentHashMap<String, String>();
  }

  static Object logger() {
    return LoggerFactory.getLogger("x");
  }
}
