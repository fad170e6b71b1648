using Reproduction.Claims.Counting.Questions;
using Reproduction.Claims.FigureAudits;

namespace Reproduction.Specs.Claims.FigureAudits;

/// <summary>
/// Figures that were computed in single precision. The values are NumPy 1.24's: <c>f = numpy.float32</c>, <c>float(f(5) / f(7))</c> where a
/// program prints a Python number of it, <c>f(5) / f(7)</c> where it prints NumPy's.
/// </summary>
public sealed class SinglePrecisionSpecs
{
    private const string Said = "single precision";

    [Theory]
    // f(157) / f(165), as a Python number and as NumPy prints it, and as a percentage.
    [InlineData("120,45", "accuracy=0.9515151381492615")]
    [InlineData("120,45", "accuracy=0.95151514")]
    [InlineData("120,45", "accuracy=95.15151381492615%")]
    // f(1) - f(156) / f(165).
    [InlineData("120,45", "error_rate=0.054545462131500244")]
    // f(14) / f(18), (f(5) / f(7) + f(9) / f(11)) / f(2), and MCC of 9, 2, 2 and 5 in float32.
    [InlineData("7,11", "accuracy=0.7777777910232544", "macro_recall=0.7662338018417358", "mcc=0.5324675440788269")]
    // 2pr / (p + r) of p = r = f(5) / f(7).
    [InlineData("7,11", "recall[0]=0.7142857313156128", "f1[0]=0.714285671710968")]
    public void They_are_those_of_counts_and_the_verdict_says_how_they_were_computed(string support, params string[] claims)
    {
        var audit = Audit(support, claims);

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Assumptions.Should().Contain(Said);
        audit.NotUnder.Should().NotBeEmpty();
    }

    [Theory]
    // 157/165 in double precision.
    [InlineData("120,45", "accuracy=0.9515151515151515")]
    [InlineData("120,45", "accuracy=0.951515")]
    public void What_double_precision_prints_is_not_said_to_be_single(string support, string claim)
    {
        var audit = Audit(support, claim);

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Assumptions.Should().NotContain(Said);
    }

    [Theory]
    // Off by a hundred units in the last place of a float32, 2^-24 each.
    [InlineData("120,45", "accuracy=0.9515211")]
    [InlineData("120,45", "accuracy=0.95152110")]
    // A float32 as before, but of another number of images.
    [InlineData("120,44", "accuracy=0.9515151381492615")]
    // Off in the 12th digit, and no float32: nobody computed it in single precision.
    [InlineData("120,45", "accuracy=0.9515151515251515")]
    // Too few digits for the second reading.
    [InlineData("120,45", "accuracy=0.951514")]
    public void What_lies_farther_off_stays_impossible(string support, string claim) =>
        Audit(support, claim).Answer.Possibility.Should().Be(Possibility.Impossible);

    [Fact]
    public void A_dictionary_of_them_is_a_report()
    {
        // Of 7 cats 5 were seen, of 11 owls 9: precision, recall and 2pr / (p + r) in float32.
        const string report = "{'cat': {'precision': 0.7142857313156128, 'recall': 0.7142857313156128, 'f1-score': 0.714285671710968, "
            + "'support': 7}, 'owl': {'precision': 0.8181818127632141, 'recall': 0.8181818127632141, 'f1-score': 0.8181818127632141, "
            + "'support': 11}, 'accuracy': 0.7777777910232544}";

        var audit = PastedTable.Audit(report);

        audit.Answer.Possibility.Should().Be(Possibility.Consistent);
        audit.Assumptions.Should().Contain(Said);
        PastedTable.Audit(report + "\n[[5 2]\n [2 9]]\n").Answer.Possibility.Should().Be(Possibility.Consistent);
        PastedTable.Audit(report.Replace("'recall': 0.81", "'recall': 0.83", StringComparison.Ordinal)).Answer.Possibility.Should()
            .Be(Possibility.Impossible);
    }

    [Theory]
    [InlineData("--images", "18", "--claim", "accuracy=0.7777777910232544", "--claim", "sensitivity=0.8181818127632141")]
    // The mean over two folds of 9 of f(8) / f(9) and f(6) / f(9).
    [InlineData("--support", "8,10", "--folds", "2", "--claim", "accuracy=0.7777777910232544")]
    public void So_are_they_without_supports_and_over_folds(params string[] arguments)
    {
        var outcome = Commands.Program.Run(["audit", .. arguments]);

        outcome.ExitCode.Should().Be(0, outcome.Output);
        outcome.Output.Should().Contain(Said);
    }

    private static FiguresAudit Audit(string support, params string[] claims) =>
        FiguresAudit.Of(FiguresReader.Read(new() { Support = support, Claims = claims })[0]);
}
