using Reproduction.Claims.Figures;

namespace Reproduction.Claims.Published;

/// <summary>A published figure, or a row of figures.</summary>
/// <param name="Id">Its identifier, such as <c>student.disparate_impact</c>.</param>
/// <param name="Model">Of which model.</param>
/// <param name="Kind">Of what.</param>
/// <param name="Published">The text.</param>
/// <param name="Values">The text's numbers as shares: a percentage has two decimals more.</param>
/// <param name="PrintedAs">How it was printed.</param>
/// <param name="Where">Where it was published.</param>
/// <param name="Evidence">What can test it.</param>
/// <param name="Acceptance">When a set of runs reproduces it; <see langword="null"/> where no recipe can.</param>
public sealed record PublishedFigure(
    string Id, PublishedModel Model, FigureKind Kind, string Published, IReadOnlyList<PrintedFigure> Values, PrintedAs PrintedAs,
    string Where, Evidence Evidence, Acceptance? Acceptance)
{
    /// <summary>What it is, for people.</summary>
    public string Name => FigureKinds.IsOfEachEpoch(Kind)
        ? $"{FigureKinds.Words(Kind)}, {Model.Name}"
        : $"{FigureKinds.Words(Kind)}, {Model.Name}, {Model.Epoch}";

    /// <summary>
    /// An accuracy as a share of the images: a number printed in full has lost its trailing zeros, and 0.915 of 10,000 images is 9,150.
    /// </summary>
    public PrintedFigure OfImages
    {
        get
        {
            var value = Values[0];
            while (PrintedAs == PrintedAs.InFull && value.Unit * Model.Images > 1) value = new(value.Scaled * 10, value.Digits + 1);
            return value;
        }
    }

    /// <summary>Whether its decimals tell one number of images from the next: of an accuracy.</summary>
    public bool IsOneCount => OfImages.Unit * Model.Images <= 1;
}
