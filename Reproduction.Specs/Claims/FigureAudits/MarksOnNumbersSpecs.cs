using Reproduction.Claims.Counting.Questions;
using static Reproduction.Specs.Claims.FigureAudits.PastedTable;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>Marks behind and before scores, and digits of other scripts: 4 cats of which 3 were seen, 6 owls of which 5 were.</summary>
public sealed class MarksOnNumbersSpecs
{
    [Theory]
    [InlineData("0.75¹")]
    [InlineData("0.75¹,²")]
    [InlineData("0.75ᵃ")]
    [InlineData("0.75 🥇")]
    [InlineData("🥇 0.75")]
    [InlineData("**0.75** 🏆")]
    [InlineData("0.75 ⭐")]
    [InlineData("0.75★")]
    [InlineData("75.0% ✅")]
    [InlineData("75% 🥈")]
    [InlineData("０．７５")]
    [InlineData("７５．０％")]
    [InlineData("٠٫٧٥")]
    [InlineData("۰٫۷۵")]
    [InlineData("0.7<b>5</b>")]
    [InlineData("<b>0.7</b>5")]
    [InlineData("<strong>0.7</strong><strong>5</strong>")]
    [InlineData("0.7**5**")]
    [InlineData("**0.7**5")]
    public void What_is_no_part_of_a_number_for_certain_is_left_out(string cell)
    {
        var audit = Audit(Table(cell));

        audit.Question.Claims.Should().HaveCount(6);
        audit.Question.Claims[0].Printed.Value.Should().Be(new(3, 4));
        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
    }

    [Fact]
    public void Digits_of_another_script_are_read_in_all_of_a_paste() =>
        Audit("| Class | Precision | Recall | F1 | Support |\n|---|---|---|---|---|\n| cat | ٠٫٧٥ | ٠٫٧٥ | ٠٫٧٥ | ٤ |\n"
            + "| owl | ٠٫٨٣ | ٠٫٨٣ | ٠٫٨٣ | ٦ |\n\n[[٣ ١]\n [١ ٥]]\n").Matrix!.Agrees.Should().BeTrue();

    [Theory]
    [InlineData("0.75²⁻³")]
    [InlineData("10²")]
    [InlineData("0.75a")]
    [InlineData("0.75e")]
    [InlineData("▲0.75")]
    [InlineData("0.7**5")]
    [InlineData("0.90<b>0.75</b>")]
    [InlineData("90<b>75</b>")]
    public void What_may_be_part_of_a_number_or_another_is_refused(string cell) =>
        Refusal(Table(cell)).Should().Match("*:3: precision is '*', expected a decimal number");

    [Theory]
    // All scores of a row, of a column, and some with a note.
    [InlineData("0.75a | 0.75a | 0.75a", "0.83 | 0.83 | 0.83", "")]
    [InlineData("0.75a | 0.75 | 0.75", "0.83b | 0.83 | 0.83", "")]
    [InlineData("0.75 a | 0.75 | 0.75a", "0.83 | 0.83 | 0.83", "\na: best of five models\n")]
    [InlineData("0.75a | 0.75 | 0.75", "0.83 | 0.83b | 0.83", "\n(a) best; not tuned.\n(b) second best\n")]
    public void Letters_are_marks_where_a_pattern_or_a_note_shows_it(string cat, string owl, string note) =>
        Audit($"{Titles}| cat | {cat} | 4 |\n| owl | {owl} | 6 |\n{note}").Answer.Possibility.Should().Be(Possibility.Consistent);

    [Theory]
    [InlineData("0.75a | 0.75 | 0.75", "0.83 | 0.83a | 0.83", "")]
    [InlineData("0.75a | 0.75 | 0.75", "0.83 | 0.83b | 0.83", "\na: best of five models\n")]
    [InlineData("0.75e | 0.75e | 0.75e", "0.83 | 0.83 | 0.83", "")]
    public void Other_letters_may_be_slips(string cat, string owl, string note) =>
        Refusal($"{Titles}| cat | {cat} | 4 |\n| owl | {owl} | 6 |\n{note}").Should()
            .Match("*:3: precision is '0.75?', expected a decimal number");

    [Fact]
    public void Names_of_classes_keep_their_signs() =>
        Audit(Titles + "| 5 ⭐ | 0.75 | 0.75 | 0.75 | 4 |\n| 1 ⭐ | 0.83 | 0.83 | 0.83 | 6 |\n").Figures.ClassNames.Should()
            .Equal("5 ⭐", "1 ⭐");

    private static string Table(string cell) => $"{Titles}| cat | {cell} | 0.75 | 0.75 | 4 |\n| owl | 0.83 | 0.83 | 0.83 | 6 |\n";
}
