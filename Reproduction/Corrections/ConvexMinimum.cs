using MathNet.Numerics.LinearAlgebra;

namespace Reproduction.Corrections;

/// <summary>
/// The minimum of a convex function of a few parameters by Newton's method with halved steps (Boyd and Vandenberghe, Convex Optimization,
/// 9.5).
/// </summary>
internal static class ConvexMinimum
{
    private const int MostSteps = 200;
    private const double SmallestGradient = 1e-11;

    /// <summary>A step of more than this share of the parameters' size, at the end, is one towards a minimum that is nowhere.</summary>
    private const double LargestLastStep = 1e-3;

    /// <summary>Goes down from a start until the gradient is as good as 0.</summary>
    /// <param name="function">Value, gradient and Hessian at a point.</param>
    /// <param name="start">Where it starts.</param>
    /// <returns>
    /// The point, and whether it is a minimum: a function that falls for ever has none, and the point is where it hardly falls any more.
    /// </returns>
    public static (double[] Point, bool IsMinimum) Of(Func<Vector<double>, Slope> function, double[] start)
    {
        var point = Vector<double>.Build.DenseOfArray(start);
        var slope = function(point);
        for (var step = 0; step < MostSteps && slope.Gradient.InfinityNorm() > SmallestGradient; step++)
        {
            var direction = Direction(slope);
            var (length, falls) = (1.0, slope.Gradient.DotProduct(direction));
            var next = function(point + direction);
            // Near the minimum a whole step moves the value by less than its rounding.
            var rounding = 1e-14 * (1 + Math.Abs(slope.Value));
            while (!(next.Value <= slope.Value + 1e-4 * length * falls + rounding) && length > 1e-12)
                next = function(point + (length /= 2) * direction);
            if (length <= 1e-12) break;
            (point, slope) = (point + length * direction, next);
        }
        return (point.ToArray(), Direction(slope).InfinityNorm() <= LargestLastStep * (1 + point.InfinityNorm()));
    }

    private static Vector<double> Direction(Slope slope)
    {
        var largest = slope.Hessian.Diagonal().Maximum();
        // So little that it shows only where the function is flat, as it is far out where it has no minimum.
        for (var ridge = Math.Max(1e-14 * largest, 1e-100); ; ridge *= 10)
        {
            try
            {
                return (slope.Hessian + ridge * Matrix<double>.Build.DenseIdentity(slope.Gradient.Count)).Cholesky().Solve(-slope.Gradient);
            }
            catch (ArgumentException) when (ridge < largest)
            {
                // Where it is flat, a sum over thousands of images may be rounded by more than the ridge: it takes a higher one.
            }
        }
    }
}
