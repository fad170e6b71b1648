namespace Reproduction.Models.Weights;

/// <summary>What a batch norm keeps beside its parameters, by PyTorch's names.</summary>
internal static class BatchNormStatistics
{
    private static readonly string[] Names = ["running_mean", "running_var", "num_batches_tracked"];

    /// <summary>Whether a tensor is such a statistic and no parameter.</summary>
    /// <param name="tensor">Its name, with those of the modules that it is in.</param>
    internal static bool Include(string tensor) => Names.Contains(tensor[(tensor.LastIndexOf('.') + 1)..]);
}
