using Reproduction.Numpy;
using Reproduction.Text;

namespace Reproduction.Metrics.PredictionFiles;

/// <summary>An array of a file.</summary>
/// <param name="Name">Its name, as messages show it.</param>
/// <param name="Kind">The same in lower case with _ between words, by which it says what it holds.</param>
/// <param name="Values">Its values.</param>
internal sealed record HeldArray(string Name, string Kind, NpyArray Values)
{
    /// <summary>Its values as texts, numbers as they are written: 1 for 1.0.</summary>
    /// <exception cref="BadInputException">They are neither numbers nor texts.</exception>
    public string[] Texts() => Array.ConvertAll(Values.ToTexts(), text => ComposedText.Of(text.Trim()));

    /// <summary>A value and where it stands, as messages show it.</summary>
    /// <param name="at">Which, from 0.</param>
    /// <param name="text">The value.</param>
    public string Shown(int at, string text) => $"{Name}[{at}] is {(Values.AreTexts ? OneLine.Quote(text) : text)}";
}
