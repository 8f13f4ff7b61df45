package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineDifferenceTest {

    @Test
    void tellsWhatGoesAndWhatComesBetweenWhatIsTheSame() {
        assertThat(LineDifference.of("a\nb\nc\nd\n", "a\nx\ny\nd\n")).containsExactly("-2 b", "-3 c", "+2 x", "+3 y");
    }

    @Test
    void countsALineOnceThatComesTwice() {
        assertThat(LineDifference.of("a\na\n", "a\n")).containsExactly("-2 a");
        assertThat(LineDifference.of("", "a\n")).containsExactly("+1 a");
    }

    @Test
    void isSilentOnlyWhereTheTextsAreTheSame() {
        assertThat(LineDifference.of("a\n", "a\n")).isEmpty();
        assertThat(LineDifference.of("a\n", "a")).containsExactly("only the ends of lines differ");
    }
}
