using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Metrics.PredictionFiles;

/// <summary>The order in which classes stand that files name.</summary>
public sealed class ClassOrderSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // 1,000 is no number of a predictions file: it may be a thousand or one with three decimals. So a file that has it names its classes by
    // texts, and two such files do as well: that each model answers a class that the other never does makes no numbers of them.
    [Theory]
    [InlineData("\"1,000\"", "200", "30", "\"40,000\"", "1,000", "200", "30", "40,000")]
    [InlineData("5-", "40", "6", "300", "300", "40", "5-", "6")]
    [InlineData("2", "10", "1e2", "-3", "-3", "2", "10", "100")]
    [InlineData("b", "B", "10", "9", "10", "9", "B", "b")]
    public void Classes_of_two_files_stand_in_the_order_that_each_file_alone_has_them_in(
        string first, string second, string onlyHere, string onlyThere, params string[] classes)
    {
        var one = Read("one.csv", first, second, onlyHere);
        var other = Read("other.csv", first, second, onlyThere);

        var (mine, its) = SameImages.Of((one, "one.csv"), (other, "other.csv"), _ => { });

        mine.ClassNames.Should().Equal(classes);
        its.ClassNames.Should().Equal(classes);
        one.ClassNames.Should().Equal(classes.Where(name => one.NamedClasses.Contains(name)));
        other.ClassNames.Should().Equal(classes.Where(name => other.NamedClasses.Contains(name)));
    }

    private Predictions Read(string file, string first, string second, string answered)
    {
        File.WriteAllText(folder[file], $"y_true,y_pred\n{first},{first}\n{second},{answered}\n{second},{second}\n");
        return PredictionsFile.Read(folder[file]);
    }
}
