using static TorchSharp.torch;

namespace Reproduction.Models.Weights;

/// <summary>An opened weights file: what it lists, and the values of what is asked for.</summary>
internal interface ITensorSource : IDisposable
{
    /// <summary>How the file is written, as <see cref="WeightsHeader.Format"/> says it.</summary>
    string Format { get; }

    /// <summary>Free text that the file carries beside its tensors.</summary>
    IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensors in the file's order.</summary>
    IReadOnlyList<TensorEntry> Tensors { get; }

    /// <summary>The tensors that stand beside the dictionary of these in a checkpoint.</summary>
    OutsideTensors Outside => OutsideTensors.None;

    /// <summary>Reads some of them to the CPU, in the order given; they belong to the current dispose scope.</summary>
    /// <param name="chosen">Of <see cref="Tensors"/> or <see cref="Outside"/>.</param>
    /// <exception cref="BadInputException">The data are damaged, or one is no plain array of numbers.</exception>
    IReadOnlyList<Tensor> Read(IReadOnlyList<TensorEntry> chosen);
}
