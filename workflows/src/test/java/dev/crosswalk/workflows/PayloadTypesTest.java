package dev.crosswalk.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes through Temporal, found from the interfaces themselves. */
class PayloadTypesTest {
  private static final List<Class<?>> CONTRACTS =
      List.of(
          MigrationWorkflow.class,
          EntityWorkflow.class,
          RunControl.class,
          PartControl.class,
          RollbackWorkflow.class,
          RollbackActivities.class,
          ReplayWorkflow.class,
          ReplayActivities.class,
          RunActivities.class,
          EntityActivities.class,
          CheckpointActivities.class);

  @Test
  void payloadsAreRecordsListsAndPlainValuesAndNeverMaps() {
    List<Type> seen = new ArrayList<>();
    for (Class<?> contract : CONTRACTS) {
      for (Method method : contract.getDeclaredMethods()) {
        assertThat(method.getParameterCount()).as("arguments of %s", method).isEqualTo(1);
        check(method.getGenericParameterTypes()[0], seen);
        check(method.getGenericReturnType(), seen);
      }
    }
    assertThat(seen)
        .contains(RunStatus.EntityStatus.class, RunActivities.EntitySummary.class, Counts.class);
  }

  private static void check(Type type, List<Type> seen) {
    if (seen.contains(type)) {
      return;
    }
    seen.add(type);
    if (type instanceof ParameterizedType generic) {
      assertThat(generic.getRawType()).isEqualTo(List.class);
      check(generic.getActualTypeArguments()[0], seen);
    } else if (type instanceof Class<?> plain) {
      assertThat(Map.class.isAssignableFrom(plain)).as("%s is a map", plain).isFalse();
      assertThat(plain.isRecord() || isPlain(plain)).as("%s may be sent", plain).isTrue();
      if (plain.isRecord()) {
        for (RecordComponent component : plain.getRecordComponents()) {
          check(component.getGenericType(), seen);
        }
      }
    }
  }

  private static boolean isPlain(Class<?> type) {
    return type.isPrimitive()
        || type.isEnum()
        || type == String.class
        || type == Integer.class
        || type == Long.class
        || type == JsonNode.class;
  }
}
