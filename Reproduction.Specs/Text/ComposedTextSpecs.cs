using Reproduction.Text;

namespace Reproduction.Specs.Text;

public sealed class ComposedTextSpecs
{
    /// <summary>By the charts of Unicode: Latin with a mark and with two, Greek, Cyrillic, kana, hangul with a tail and without.</summary>
    [Theory]
    [InlineData("Cafe\u0301", "Caf\u00e9")]
    [InlineData("e\u0323\u0302", "\u1ec7")]
    [InlineData("o\u031b\u0309", "\u1edf")]
    [InlineData("\u03c9\u0301", "\u03ce")]
    [InlineData("\u0438\u0306", "\u0439")]
    [InlineData("\u304b\u3099\u30cf\u309a", "\u304c\u30d1")]
    [InlineData("\u1112\u1161\u11ab\u1100\u1173\u11af", "\ud55c\uae00")]
    [InlineData("\u1100\u1161", "\uac00")]
    public void A_letter_and_its_mark_become_one_character(string apart, string one)
    {
        ComposedText.Of(apart).Should().Be(one);
        ComposedText.Of(one).Should().Be(one);
    }

    [Theory]
    [InlineData(998, true)]
    [InlineData(999, false)]
    public void Texts_that_no_name_is_as_long_as_stay_as_they_are(int before, bool isComposed) =>
        ComposedText.Of($"{new string('a', before)}e\u0301").Should()
            .Be($"{new string('a', before)}{(isComposed ? "\u00e9" : "e\u0301")}");

    [Theory]
    [InlineData("cat")]
    [InlineData("")]
    [InlineData("\u0301x")]
    [InlineData("x\u0301")]
    [InlineData("\ud83d\ude00")]
    public void What_has_no_such_character_stays_as_it_is(string text) => ComposedText.Of(text).Should().Be(text);
}
