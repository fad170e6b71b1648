namespace Reproduction.Recipes;

/// <summary>The learning rate of every step of a stage.</summary>
/// <param name="Kind">The curve.</param>
/// <param name="Peak">The highest rate.</param>
/// <param name="Warmup">One cycle's share of steps on the way up, 0 to 1 (PyTorch's <c>pct_start</c>).</param>
public sealed record LearningRate(ScheduleKind Kind, double Peak, double Warmup = 0.3)
{
    private const double InitialDivisor = 25;
    private const double FinalDivisor = 1e4;

    /// <summary>The rate at one step.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="steps">All steps of the stage.</param>
    public double At(long step, long steps) => Kind switch
    {
        ScheduleKind.Constant => Peak,
        ScheduleKind.Cosine => Cosine(Peak, 0, (double)step / steps),
        ScheduleKind.OneCycle => OneCycle(step, steps, Cosine),
        ScheduleKind.OneCycleLinear => OneCycle(step, steps, double.Lerp),
        _ => throw new InvalidOperationException($"no such schedule: {Kind}"),
    };

    private double OneCycle(long step, long steps, Func<double, double, double, double> anneal)
    {
        var initial = Peak / InitialDivisor;
        var top = Warmup * steps - 1;
        if (step <= top) return anneal(initial, Peak, top == 0 ? 1 : step / top);
        return anneal(Peak, initial / FinalDivisor, steps - 1 == top ? 1 : (step - top) / (steps - 1 - top));
    }

    private static double Cosine(double from, double to, double share) => to + (from - to) / 2 * (1 + Math.Cos(Math.PI * share));
}
