using Reproduction.Text;

namespace Reproduction.Specs.Text;

/// <summary>Unicode's normal form C, by the examples of its Standard Annex 15 and by UnicodeData.txt.</summary>
public sealed class ComposedLettersSpecs
{
    [Theory]
    [InlineData("Cafe\u0301", "Caf\u00e9")]
    [InlineData("A\u030angstro\u0308m", "\u00c5ngstr\u00f6m")]
    [InlineData("Vie\u0323\u0302t", "Vi\u1ec7t")]
    [InlineData("\u03b1\u0313\u0301\u0345", "\u1f84")]
    [InlineData("\u0438\u0306", "\u0439")]
    [InlineData("\u304b\u3099", "\u304c")]
    [InlineData("\u1112\u1161\u11ab\u1100\u1173\u11af", "\ud55c\uae00")]
    [InlineData("\u1100\u1161", "\uac00")]
    [InlineData("\u0301e", "\u0301e")]
    [InlineData("q\u0301", "q\u0301")]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    public void Letters_and_their_marks_become_one_character(string apart, string expected) =>
        ComposedLetters.Of(apart).Should().Be(expected);
}
