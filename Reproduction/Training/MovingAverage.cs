using Reproduction.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Reproduction.Training;

/// <summary>
/// The exponential moving average of a network's weights and running statistics over the steps, as PyTorch's <c>AveragedModel</c> with
/// <c>use_buffers</c> keeps it: a ← d·a + (1 − d)·w, and the weights themselves after the first step. So that the first steps are soon
/// forgotten, d = min(decay, (1 + n)/(10 + n)) after n steps before (TensorFlow's <c>ExponentialMovingAverage</c> with
/// <c>num_updates</c>, with which EfficientNet was trained). Counts are not averaged but copied. With decay 0 there is none.
/// </summary>
/// <param name="state">The network's tensors by name, which go on as they are.</param>
/// <param name="decay">0 to 1.</param>
public sealed class MovingAverage(IReadOnlyDictionary<string, Tensor> state, double decay) : IDisposable
{
    private readonly Dictionary<string, Tensor> tensors = [];

    /// <summary>The average by name; none before the first step.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => tensors;

    /// <summary>Whether there is one after some steps.</summary>
    /// <param name="steps">How many were taken.</param>
    public bool IsThereAfter(long steps) => decay > 0 && steps > 0;

    /// <summary>Takes in what the network holds after a step.</summary>
    /// <param name="stepsBefore">n.</param>
    public void Take(long stepsBefore)
    {
        if (decay == 0) return;
        if (stepsBefore == 0)
        {
            Restore(state);
            return;
        }
        var fresh = 1 - Math.Min(decay, (1.0 + stepsBefore) / (10 + stepsBefore));
        var pairs = tensors.Select(average => (Average: average.Value, Value: state[average.Key]))
            .ToLookup(pair => pair.Average.is_floating_point());
        using var gradients = no_grad();
        foreach (var (count, now) in pairs[false]) count.copy_(now);
        if (pairs[true].All(pair => Arithmetic.Suits(pair.Average)))
            Arithmetic.Run(new AverageKernel([.. pairs[true]], fresh));
        else
        {
            using Scalar kept = (1 - fresh).ToScalar(), taken = fresh.ToScalar();
            foreach (var (average, value) in pairs[true]) average.mul_(kept).add_(value, alpha: taken);
        }
    }

    /// <summary>Goes on from a stored average.</summary>
    /// <param name="stored">By name, of the network's shapes; nothing where there is none yet. Copied.</param>
    public void Restore(IReadOnlyDictionary<string, Tensor> stored)
    {
        using var gradients = no_grad();
        // On the network's device and in its order in memory, whatever the stored one's are.
        foreach (var (name, value) in stored) tensors.Add(name, empty_like(state[name]).copy_(value).DetachFromDisposeScope());
    }

    /// <summary>The network gets the average and this what the network held; another time, and each has its own again.</summary>
    public void Exchange()
    {
        using var gradients = no_grad();
        foreach (var (name, average) in tensors)
        {
            using var weights = state[name].clone();
            state[name].copy_(average);
            average.copy_(weights);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var tensor in tensors.Values) tensor.Dispose();
    }
}
