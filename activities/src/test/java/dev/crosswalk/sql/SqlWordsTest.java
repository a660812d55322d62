package dev.crosswalk.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crosswalk.sql.SqlWords.Word;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names are found where names stand, and nowhere else. */
class SqlWordsTest {
  private static List<String> words(String sql) {
    return SqlWords.of(sql).stream().map(Word::toString).toList();
  }

  @Test
  void namesAreSpelledAsTheCatalogDoes() {
    assertThat(words("P.Name, \"My\"\"Table\" . \"Order\", app.Été$1.*"))
        .containsExactly("p.name", ",", "My\"Table.Order", ",", "app.été$1.*");
  }

  @Test
  void textsAndCommentsHoldNoWords() {
    assertThat(
            words(
                """
                a 'it''s where' b E'don\\'t where' c $$ where '$$ d $x$ $$ where $x$ e
                -- where ' all
                f /* where
                ' */ g::text"""))
        .containsExactly("a", "b", "c", "d", "e", "f", "g", "text");
  }

  @Test
  void wordsKnowTheirDepthAndWhetherTheyAreQuoted() {
    List<Word> words = SqlWords.of("where (select (\"where\"))");

    assertThat(words).extracting(Word::depth).containsExactly(0, 1, 2);
    assertThat(words).extracting(word -> word.is("where")).containsExactly(true, false, false);
  }

  @Test
  void aLongTextIsRead() {
    assertThat(words("'" + "it''s ".repeat(100_000) + "' end")).containsExactly("end");
  }
}
