using static TorchSharp.torch;

namespace Reproduction.Models.Weights;

/// <summary>What torch.save has written, in a zip archive or one record after the other: a pickle, and storages beside it.</summary>
internal interface ITorchRecords : IDisposable
{
    /// <summary>Unpickles what was saved.</summary>
    /// <exception cref="BadInputException">The pickle is too long or damaged, or asks for code to be run.</exception>
    object? ReadPickle();

    /// <summary>Reads a storage as a tensor of one dimension, in this machine's byte order.</summary>
    /// <param name="storage">The storage.</param>
    /// <param name="dtype">The type of its elements: its own where it has one.</param>
    /// <exception cref="BadInputException">Its record is missing, damaged or of another size than its tensors say.</exception>
    Tensor ReadStorage(PickledStorage storage, ScalarType dtype);
}
