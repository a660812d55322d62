package planted.dev.crosswalk.workflows;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Planted: each component is a violation. */
public record MapPayload(
    Map<String, String> map,
    List<Map<String, String>> listOfMaps,
    SortedMap<String, String> sorted) {}
