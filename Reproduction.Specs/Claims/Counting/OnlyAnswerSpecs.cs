using Reproduction.Claims.Counting;
using Reproduction.Claims.Figures;
using Reproduction.Metrics;
using Reproduction.Specs.Claims.FigureAudits;

namespace Reproduction.Specs.Claims.Counting;

/// <summary>Where counts are called the only ones, against trying every confusion matrix.</summary>
public sealed class OnlyAnswerSpecs
{
    [Theory]
    [InlineData(3, 3, 3)]
    [InlineData(2, 4, 1)]
    [InlineData(9, 7)]
    public void Counts_are_called_the_only_ones_where_no_others_print_the_figures(params int[] supports)
    {
        var every = new EveryMatrix(supports);
        var random = new Random(supports.Length);
        var outcomes = new int[2];
        for (var trial = 0; trial < Effort.Of(120, mutated: 20); trial++)
        {
            var digits = random.Next(1, 4);
            var matrix = every.Matrices[random.Next(every.Matrices.Length)];
            if (Enumerable.Range(0, matrix.Classes).Any(c => matrix.Support(c) + matrix.Predicted(c) == 0)) continue;
            var read = PastedTable.Report(RandomTableSpecs.Text(matrix, digits)).Question;
            var kept = trial % 2 == 0 ? 0.8 : 0.2;
            FigureClaim[] claims = [.. read.Claims.Where(claim => claim.Figure.Score != Score.Images && random.NextDouble() < kept)];
            if (claims.Length == 0) continue;
            bool Prints(ConfusionMatrix tried) => claims.All(claim =>
                EveryMatrix.Printed(tried, claim.Figure, digits, RoundingRule.Printf).Contains(claim.Printed.Scaled));
            var others = every.Matrices.Where(Prints).Select(Counts).Distinct().Count();

            var isOnly = IntegerAudit.IsOnlyAnswer(read with { Claims = claims });

            outcomes[isOnly ? 0 : 1]++;
            if (isOnly || supports.Length == 2) isOnly.Should().Be(others == 1, string.Join(' ', claims.Select(claim => $"{claim}")));
        }
        outcomes.Should().OnlyContain(count => count >= Effort.Of(3, mutated: 0), "both occur");
    }

    /// <summary>How many of each class are right, and how many are taken for it.</summary>
    private static string Counts(ConfusionMatrix matrix) => string.Join(
        ' ', Enumerable.Range(0, matrix.Classes).Select(c => $"{matrix[c, c]} {matrix.Predicted(c)}"));
}
