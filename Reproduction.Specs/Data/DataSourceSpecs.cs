using Reproduction.Data;

namespace Reproduction.Specs.Data;

/// <summary>What a report says of where images came from.</summary>
public sealed class DataSourceSpecs : IDisposable
{
    private static readonly DataSource Pictures =
        new("pets", "pictures.zip", "00ff", "JPEG", ["cat", "dog"], "alphabetical", 10, 4, "f00d");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("JPEG", "JPEG images of pictures.zip (SHA-256 00ff), decoded; not bit-equal to the images they were made from")]
    [InlineData("JPEG and PNG",
        "JPEG and PNG images of pictures.zip (SHA-256 00ff), decoded; not bit-equal to the images they were made from")]
    [InlineData("PNG", "PNG images of pictures.zip (SHA-256 00ff), decoded")]
    [InlineData("official bytes", "official files from pictures.zip")]
    [InlineData("WebP",
        "WebP images of pictures.zip (SHA-256 00ff), decoded; where they are lossy not bit-equal to the images they were made from")]
    public void A_report_says_what_the_images_were(string encoding, string words) =>
        (Pictures with { Encoding = encoding }).Describe().Should().Be(words);

    [Fact]
    public void A_record_with_a_key_of_thousands_of_letters_is_refused_in_a_line_that_can_be_read()
    {
        using var place = new TemporaryFolder();
        File.WriteAllText(place[DataSource.FileName], $$"""{"Name": "pets", "{{new string('e', 5000)}}": 1}""");

        var reading = () => DataSource.Of(place.Path);

        reading.Should().Throw<BadInputException>().Which.Message.Length.Should().BeLessThan(400);
    }

    [Fact]
    public void The_record_comes_back_from_its_file()
    {
        File.WriteAllText(folder["source.json"], Pictures.ToJson());

        DataSource.Of(folder.Path).Should().BeEquivalentTo(Pictures);
        Pictures.ToJson().Should().StartWith("{\n  \"name\": \"pets\"").And.EndWith("}\n");
    }

    [Theory]
    [InlineData("null", "source.json: null, expected the record of where the images came from")]
    [InlineData("{\n\"name\": 3}", "source.json: not the record of where the images came from (at name, line 2)")]
    [InlineData("{\n\n\"nom\": \"pets\"}", "source.json: not the record of where the images came from (at nom, line 3)")]
    public void A_record_that_is_none_is_refused_with_its_line(string text, string message)
    {
        File.WriteAllText(folder["source.json"], text);

        FluentActions.Invoking(() => DataSource.Of(folder.Path)).Should().Throw<BadInputException>().WithMessage($"*{message}");
    }
}
