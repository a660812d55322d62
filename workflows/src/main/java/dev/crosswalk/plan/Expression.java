package dev.crosswalk.plan;

/** A name and the SQL expression, run by the source, that gives its value. */
public record Expression(String name, String sql) {}
