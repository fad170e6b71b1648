using MathNet.Numerics.LinearAlgebra;
using Reproduction.Corrections;

namespace Reproduction.Specs.Corrections;

/// <summary>Newton's method on functions whose minima are known in closed form.</summary>
public sealed class ConvexMinimumSpecs
{
    /// <summary>
    /// log cosh x is least at 0. From 5 a whole Newton step leads to −5,500, and only a thousandth of it downhill.
    /// </summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(-8)]
    public void A_step_that_leads_too_far_is_shortened_until_it_leads_down(double start)
    {
        var (point, isMinimum) = ConvexMinimum.Of(
            x => Of(Math.Abs(x[0]) + Math.Log(1 + Math.Exp(-2 * Math.Abs(x[0]))), Math.Tanh(x[0]), 1 / Math.Pow(Math.Cosh(x[0]), 2)),
            [start]);

        point[0].Should().BeApproximately(0, 1e-10);
        isMinimum.Should().BeTrue();
    }

    [Fact]
    public void A_function_that_falls_for_ever_has_no_minimum_and_is_not_followed_for_ever()
    {
        var (point, isMinimum) = ConvexMinimum.Of(x => Of(-x[0], -1, 0), [0]);

        isMinimum.Should().BeFalse();
        double.IsFinite(point[0]).Should().BeTrue();
    }

    /// <summary>½·(x + y − 1)² is least on a line, along which its Hessian is 0.</summary>
    [Fact]
    public void Where_a_direction_is_flat_one_of_the_minima_is_found()
    {
        var (point, isMinimum) = ConvexMinimum.Of(
            x => new(
                Math.Pow(x[0] + x[1] - 1, 2) / 2, Vector<double>.Build.Dense(2, x[0] + x[1] - 1), Matrix<double>.Build.Dense(2, 2, 1)),
            [0, 0]);

        (point[0] + point[1]).Should().BeApproximately(1, 1e-9);
        isMinimum.Should().BeTrue();
    }

    [Fact]
    public void Where_no_step_leads_down_the_point_stays_where_it_is()
    {
        // Known at 1 alone, where it falls towards 0.
        var (point, isMinimum) = ConvexMinimum.Of(x => Of(x[0] == 1 ? 1 : double.NaN, 1, 1), [1]);

        point.Should().Equal(1);
        isMinimum.Should().BeFalse();
    }

    private static Slope Of(double value, double gradient, double curvature) =>
        new(value, Vector<double>.Build.Dense(1, gradient), Matrix<double>.Build.Dense(1, 1, curvature));
}
