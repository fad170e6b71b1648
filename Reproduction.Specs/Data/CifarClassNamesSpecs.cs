using Reproduction.Data;

namespace Reproduction.Specs.Data;

public sealed class CifarClassNamesSpecs
{
    [Fact]
    public void Names_stand_one_a_line_and_blank_lines_are_none()
    {
        CifarClassNames.Parse("names", "cat\n dog \n\n").Should().Equal("cat", "dog");
        CifarClassNames.Text(["cat", "dog"]).Should().Be("cat\ndog\n\n");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public void No_names_and_more_than_a_byte_tells_apart_are_refused(int count) =>
        Parsing(string.Concat(Enumerable.Range(0, count).Select(i => $"class {i}\n")))
            .Should().Throw<BadInputException>().WithMessage($"names: {count} class names, expected 1 to 256");

    [Fact]
    public void As_many_names_as_a_byte_tells_apart_are_read() =>
        CifarClassNames.Parse("names", string.Concat(Enumerable.Range(0, 256).Select(i => $"class {i}\n"))).Should().HaveCount(256);

    [Fact]
    public void A_name_that_appears_twice_is_refused() =>
        Parsing("cat\ndog\ncat\n").Should().Throw<BadInputException>().WithMessage("names: class cat appears 2 times, expected each once");

    [Theory]
    [InlineData("cat\u202etac")]
    [InlineData("c\u2028at")]
    [InlineData("c\u001b[1mat")]
    [InlineData("c\u200bat")]
    public void A_name_with_characters_that_are_not_shown_is_refused(string name) =>
        Parsing($"{name}\ndog\n").Should().Throw<BadInputException>()
            .WithMessage("names: class 'c*t*' has control characters or others that are not shown*").Which.Message
            .Should().NotContain(name);

    private static Func<object> Parsing(string text) => () => CifarClassNames.Parse("names", text);
}
