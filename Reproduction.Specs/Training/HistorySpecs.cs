using System.IO.Compression;
using Reproduction.Training;

namespace Reproduction.Specs.Training;

public sealed class HistorySpecs : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("history-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string File(string name) => Path.Combine(folder, name);

    [Fact]
    public void Every_figure_of_a_history_is_read_back_as_the_same_double()
    {
        HistoryRow[] rows =
        [
            new("teacher", 1, 40, 0.1 + 0.2, 1.0 / 3, 2.0 / 3, null, null),
            new("student", 12, 132, 1e-300, double.NaN, 1, 0.1234567890123456, 0.5),
        ];

        HistoryFile.Write(File("history.csv"), rows);

        HistoryFile.Read(File("history.csv")).Should().Equal(rows);
    }

    [Fact]
    public void The_file_is_the_contracts_header_and_one_line_an_epoch_with_unmeasured_fields_empty()
    {
        HistoryFile.Write(File("history.csv"), [new("baseline", 1, 32, 0.001, 1.5, 0.25, null, null)]);

        System.IO.File.ReadAllText(File("history.csv")).Should().Be(
            "model,epoch,image_size,learning_rate,train_loss,train_accuracy,validation_loss,validation_accuracy\n" +
            "baseline,1,32,0.001,1.5,0.25,,\n");
    }

    [Fact]
    public void A_gzipped_history_is_read_too()
    {
        HistoryRow[] rows = [new("teacher", 1, 32, 0.001, 1.5, 0.25, 1.25, 0.5)];
        HistoryFile.Write(File("history.csv"), rows);
        using (var packed = new GZipStream(System.IO.File.Create(File("history.csv.gz")), CompressionLevel.Optimal))
            packed.Write(System.IO.File.ReadAllBytes(File("history.csv")));

        HistoryFile.Read(File("history.csv.gz")).Should().Equal(rows);
    }

    /// <summary>.NET takes a compressed file that was cut off for a shorter one: epochs would be missing without a word.</summary>
    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void A_compressed_file_that_was_cut_off_is_no_shorter_history(CompressionLevel level)
    {
        var rows = Enumerable.Range(1, 20).Select(epoch => new HistoryRow("teacher", epoch, 32, 0.001, 1.0 / epoch, 0.25, 1.25, 0.5));
        HistoryFile.Write(File("history.csv"), rows);
        using (var packed = new GZipStream(System.IO.File.Create(File("history.csv.gz")), level))
            packed.Write(System.IO.File.ReadAllBytes(File("history.csv")));
        var whole = System.IO.File.ReadAllBytes(File("history.csv.gz"));

        for (var length = 1; length < whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File("cut.csv.gz"), whole[..length]);
            FluentActions.Invoking(() => HistoryFile.Read(File("cut.csv.gz"))).Should().Throw<BadInputException>($"of {length} bytes")
                .WithMessage("*cut.csv.gz: not a whole gzip file (*");
        }
    }

    [Theory]
    [InlineData("teacher,0,32,0.001,1,0.5,,", "*history.csv:2: epoch is '0', expected a whole number from 1.")]
    [InlineData("teacher,1,32,fast,1,0.5,,", "*history.csv:2: learning_rate is 'fast', expected a number.")]
    [InlineData("teacher,1,32,0.001,1,0.5,", "*history.csv:2: 7 fields, expected 8: model,*")]
    [InlineData(",1,32,0.001,1,0.5,,", "*history.csv:2: model is empty.")]
    public void A_damaged_line_is_named_with_its_number_its_column_and_what_was_expected(string line, string message)
    {
        System.IO.File.WriteAllText(File("history.csv"), HistoryFile.Header + "\n" + line + "\n");

        var reading = () => HistoryFile.Read(File("history.csv"));

        reading.Should().Throw<BadInputException>().WithMessage(message);
    }

    [Fact]
    public void A_file_without_the_header_is_not_a_history()
    {
        System.IO.File.WriteAllText(File("history.csv"), "index,label\n");

        var reading = () => HistoryFile.Read(File("history.csv"));

        reading.Should().Throw<BadInputException>().WithMessage("*history.csv:1: expected the header model,*");
    }
}
