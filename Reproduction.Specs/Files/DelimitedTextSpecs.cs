using System.Text;
using Reproduction.Files;

namespace Reproduction.Specs.Files;

public sealed class DelimitedTextSpecs
{
    /// <summary>More than the reader holds at a time, by far.</summary>
    private const int Rows = 20_000;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 3)]
    [InlineData(2, 5_000)]
    [InlineData(7, Rows)]
    public void Rows_are_read_again_from_a_mark_though_the_text_itself_is_read_once(int before, int between)
    {
        using var text = new ReadOnce(Encoding.UTF8.GetBytes(
            "name,place\n" + string.Concat(Enumerable.Range(0, Rows).Select(row => $"\"row\n{row}\",{row % 7}\n"))));
        var table = new DelimitedText("rows.csv", text);
        table.Header().Should().Equal("name", "place");
        for (var row = 0; row < before; row++) table.Row();

        table.Mark();
        for (var row = 0; row < between; row++) table.Row();
        table.Rewind();

        List<(string Name, int Line)> read = [];
        while (table.Row() is { } line) read.Add((DelimitedText.Text(table.Fields(line)[0]), table.Line));
        // The header is a line, and each row before is two.
        read.Should().Equal(Enumerable.Range(before, Rows - before).Select(row => ($"row\n{row}", 2 * row + 2)));
        table.Bytes.Should().Be(text.Length);
    }

    [Fact]
    public void A_blank_line_between_rows_is_refused_on_the_same_line_when_rows_are_read_again()
    {
        var table = new DelimitedText("rows.csv", new MemoryStream("a,b\n1,2\n\n3,4\n"u8.ToArray()));
        table.Header();
        table.Mark();
        table.Row();
        var next = () => table.Row();
        next.Should().Throw<BadInputException>().WithMessage("rows.csv:3: a blank line, expected a row.");

        table.Rewind();

        DelimitedText.Text(table.Row()!.Value).Should().Be("1,2");
        next.Should().Throw<BadInputException>().WithMessage("rows.csv:3: a blank line, expected a row.");
    }

    /// <summary>A pipe: what was read from it is gone.</summary>
    private sealed class ReadOnce(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Position
        {
            get => base.Position;
            set => throw new NotSupportedException();
        }

        public override long Seek(long offset, SeekOrigin loc) => throw new NotSupportedException();
    }
}
