using MathNet.Numerics.LinearAlgebra;

namespace Reproduction.Corrections;

/// <summary>A function at a point.</summary>
/// <param name="Value">Its value.</param>
/// <param name="Gradient">Its gradient.</param>
/// <param name="Hessian">Its second derivatives.</param>
internal sealed record Slope(double Value, Vector<double> Gradient, Matrix<double> Hessian);
