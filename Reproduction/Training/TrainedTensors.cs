using Reproduction.Models;
using static TorchSharp.torch;

namespace Reproduction.Training;

/// <summary>Everything of a training that moves: what a checkpoint holds.</summary>
/// <param name="Network">The weights and running statistics.</param>
/// <param name="Loss">What the loss keeps; it is not among the finished model's weights.</param>
/// <param name="Optimiser">The moments.</param>
/// <param name="Average">The moving average, which is what is validated, chosen and stored at the end; none without one.</param>
/// <param name="Best">The best epoch's weights so far; none where the last epoch counts.</param>
public sealed record TrainedTensors(Network Network, nn.Module Loss, Optimiser Optimiser, MovingAverage Average, BestWeights Best)
{
    /// <summary>What would stand for the model if it were chosen now: the moving average where there is one, else the network.</summary>
    public IReadOnlyDictionary<string, Tensor> Candidate => Average.Tensors.Count > 0 ? Average.Tensors : Network.state_dict();
}
