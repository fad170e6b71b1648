using MathNet.Numerics.LinearAlgebra;
using Reproduction.Corrections;
using Reproduction.Metrics;

namespace Reproduction.Specs.Corrections;

/// <summary>Value, gradient and second derivatives of the likelihood against central differences.</summary>
public sealed class ScaledLikelihoodSpecs
{
    private const double Step = 1e-5;

    [Fact]
    public void By_weights_and_offsets_the_slope_is_that_of_central_differences()
    {
        var (answers, at) = (HeldOutAnswers.Of(0), Vector<double>.Build.Dense(2 * HeldOutAnswers.Of(0).Classes, i => 0.7 + 0.1 * (i % 5)));
        var function = new ScaledLikelihood(answers).ByVector;

        function(at).Value.Should()
            .BeApproximately(Calibration.NegativeLogLikelihood(Corrected(answers, at)), 1e-12);
        // Along the offsets it is curved by 1/K more, which keeps their sum.
        ShouldBeItsDifferences(function, at, (i, j) => i >= answers.Classes && j >= answers.Classes ? 1.0 / answers.Classes : 0);
    }

    [Fact]
    public void By_one_weight_too()
    {
        var (answers, at) = (HeldOutAnswers.Of(1), Vector<double>.Build.Dense(1, 0.8));
        var function = new ScaledLikelihood(answers).ByTemperature;

        function(at).Value.Should()
            .BeApproximately(Calibration.NegativeLogLikelihood(LogitCorrection.ByTemperature(answers.Classes, 1 / 0.8).Of(answers)), 1e-12);
        ShouldBeItsDifferences(function, at, (_, _) => 0);
    }

    private static void ShouldBeItsDifferences(
        Func<Vector<double>, Slope> function, Vector<double> at, Func<int, int, double> more)
    {
        var slope = function(at);
        for (var i = 0; i < at.Count; i++)
        {
            var moved = Vector<double>.Build.Dense(at.Count, j => i == j ? Step : 0);
            var (above, below) = (function(at + moved), function(at - moved));
            slope.Gradient[i].Should().BeApproximately((above.Value - below.Value) / (2 * Step), 1e-8);
            for (var j = 0; j < at.Count; j++)
                (slope.Hessian[i, j] - more(i, j)).Should()
                    .BeApproximately((above.Gradient[j] - below.Gradient[j]) / (2 * Step), 1e-8, $"of {i} and {j}");
        }
    }

    private static Predictions Corrected(Predictions answers, Vector<double> at) =>
        new LogitCorrection([.. at.Take(answers.Classes)], [.. at.Skip(answers.Classes)]).Of(answers);
}
