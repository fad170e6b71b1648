using Reproduction.Reporting;
using Reproduction.Reporting.Pages;
using Reproduction.Reporting.Summaries;
using Reproduction.Specs.Reporting.Summaries;

namespace Reproduction.Specs.Reporting;

/// <summary>Models and pairs are rows, so that any number of them can be read; figures are columns.</summary>
public sealed class RowTableSpecs(ThreeSeeds stored) : IClassFixture<ThreeSeeds>
{
    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    public void However_many_models_there_are_each_is_a_row_of_every_table_and_none_a_column(int count)
    {
        var run = SimulatedRun.Many(count);

        var tables = Tables(MarkdownReport.Of(run));

        string[] models = [.. run.Models.Select(model => model.Name)];
        string[] pairs = [.. run.Compare.Select(pair => $"{pair.First} − {pair.Second}")];
        var (ofModels, ofPairs) = (Headed(tables, "model"), Headed(tables, "pair"));
        foreach (var table in ofModels) table.Skip(1).Select(row => row[0]).Should().Equal(models);
        foreach (var table in ofPairs) table.Skip(1).Select(row => row[0]).Should().Equal(pairs);
        tables.SelectMany(table => table[0].Skip(1)).Should().NotContain(column => column.Contains("student"));
        // No figure is lost and none stands twice.
        string[] figures = [.. ReportedFigures.Quality, .. ReportedFigures.Disparities];
        Columns(ofModels).Should().BeEquivalentTo(
            [.. figures, "worst class", "calibration error less the bias that resamples show",
                "class-wise calibration error less the bias that resamples show",
                .. run.ClassNames.Select(MarkdownText.Escaped)]);
        Columns(ofPairs).Should().Contain(figures).And.OnlyHaveUniqueItems();
        ofModels.Concat(ofPairs).Should().OnlyContain(table => table[0].Length <= 7, "six figures are what a sheet of paper takes");
    }

    [Fact]
    public void Models_are_rows_of_a_summary_too_and_each_figure_stands_in_one_column()
    {
        var tables = Tables(SummaryMarkdown.Of(stored.Summary));

        var models = Headed(tables, "model").Where(table => !table[0].Contains("over class offsets")).ToList();

        models.Should().HaveCount(3);
        foreach (var table in models) table.Skip(1).Select(row => row[0]).Should().Equal("teacher", "baseline", "student");
        Columns(models).Should().BeEquivalentTo([.. Summary.Figures.Select(figure => figure.Words), "worst class"]);
        Headed(tables, "pair").Should().OnlyContain(table => table.Skip(1).All(row => row[0].Contains(" − ")));
    }

    [Fact]
    public void A_hundred_classes_are_rows_since_nobody_reads_as_many_columns()
    {
        var text = new MarkdownText();

        new RowTable<string>(text, "model", ["one", "two"], name => name)
            .WriteClasses([.. Enumerable.Range(0, 100).Select(c => $"class {c}")], (model, c) => $"{model} {c}");

        var table = Tables(text.ToString()).Single();
        table[0].Should().Equal("class", "one", "two");
        table.Should().HaveCount(101);
        table[100].Should().Equal("class 99", "one 99", "two 99");
    }

    private static List<string[][]> Headed(IEnumerable<string[][]> tables, string head) => [.. tables.Where(table => table[0][0] == head)];

    private static IEnumerable<string> Columns(IEnumerable<string[][]> tables) => tables.SelectMany(table => table[0].Skip(1));

    /// <summary>The tables of a text: header, then rows.</summary>
    private static List<string[][]> Tables(string markdown) =>
    [
        .. markdown.Split("\n\n").Where(block => block.StartsWith("| ", StringComparison.Ordinal))
            .Select(block => block.Split('\n').Where(line => line.Length > 0 && !line.StartsWith("| ---", StringComparison.Ordinal))
                .Select(line => System.Text.RegularExpressions.Regex.Split(line.Trim('|', ' '), @" \| ")).ToArray()),
    ];
}
