package dev.crosswalk.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VolumeTest {
  @Test
  void theLimitsAreThoseOfTheDocument() {
    assertThat(Volume.of(0)).isEqualTo(Volume.SMALL);
    assertThat(Volume.of(999)).isEqualTo(Volume.SMALL);
    assertThat(Volume.of(1_000)).isEqualTo(Volume.MEDIUM);
    assertThat(Volume.of(10_000)).isEqualTo(Volume.MEDIUM);
    assertThat(Volume.of(10_001)).isEqualTo(Volume.LARGE);
    assertThat(Volume.of(100_000)).isEqualTo(Volume.LARGE);
    assertThat(Volume.of(100_001)).isEqualTo(Volume.MASSIVE);
    assertThat(Volume.of(Long.MAX_VALUE)).isEqualTo(Volume.MASSIVE);
  }
}
