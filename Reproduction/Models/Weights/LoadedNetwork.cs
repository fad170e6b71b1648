using System.Globalization;
using Reproduction.Files;
using Reproduction.Text;

namespace Reproduction.Models.Weights;

/// <summary>A network with the weights of a file, whoever named them; it belongs to the current dispose scope.</summary>
/// <param name="Network">The network, on the CPU.</param>
/// <param name="Architecture">The architecture as the library computes it whose names the weights have.</param>
/// <param name="Names">Whose names they are.</param>
/// <param name="Prefix">What every name of the network begins with; often empty.</param>
/// <param name="PassedOver">Names of tensors beside the network that are not its own.</param>
public sealed record LoadedNetwork(
    Network Network, NetworkArchitecture Architecture, string Names, string Prefix, IReadOnlyList<string> PassedOver)
{
    private const int MostNamed = 3;

    /// <summary>The classes in the order in which the file says that the network tells them apart; null where it does not say.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>What the file says of the images that its network was made for; null where it says nothing.</summary>
    public SaidInput? Input { get; init; }

    /// <summary>Builds a network and puts the weights of a file into it.</summary>
    /// <param name="architecture">The architecture that is asked for.</param>
    /// <param name="path">The file, or <c>-</c> for standard input.</param>
    /// <param name="key">Which network of the file is meant; null for the only one.</param>
    /// <param name="classes">K, which the file's classifier must have.</param>
    /// <param name="dataset">Whose classes they are, for messages.</param>
    /// <param name="normalisation">How images are to be normalised, which the file's network may say too; null for ImageNet's.</param>
    /// <exception cref="BadInputException">
    /// The file is no weights or holds none of an EfficientNet or those of several, or they do not fit.
    /// </exception>
    /// <exception cref="IOException">
    /// The file cannot be opened or read; without permission <see cref="UnauthorizedAccessException"/>.
    /// </exception>
    public static LoadedNetwork Read(
        NetworkArchitecture architecture, string path, string? key, int classes, string dataset, Normalisation? normalisation = null)
    {
        var file = InputFile.Name(path);
        using var source = WeightsFile.Open(path, key);
        SaidBeside.CheckArchitecture(file, source.Metadata, architecture);
        return architecture is EfficientNetArchitecture efficientNet
            ? Read(efficientNet, source, file, classes, dataset, normalisation ?? Normalisation.ImageNet)
            : Read(architecture, source, file, classes, dataset, normalisation ?? Normalisation.ImageNet);
    }

    /// <summary>A network that has no names but ours.</summary>
    private static LoadedNetwork Read(
        NetworkArchitecture architecture, ITensorSource source, string file, int classes, string dataset, Normalisation normalisation)
    {
        var (entries, names) = WrappedNames.Dropped(source.Tensors);
        if (entries.Zip(names).FirstOrDefault(pair => pair.Second == "classifier.1.weight").First is { Shape: [var rows, var features] })
        {
            if (rows != classes) throw Classes(file, rows, classes, dataset);
            BesideNetwork.CheckOutside(file, source, features, rows, normalisation);
        }
        var network = AdvisedNetwork.Over(architecture.Build(classes), names);
        using var stored = StoredTensors.Of(source, entries, names);
        StateDict.Load(network, stored, file);
        return new(network, architecture, "this program", "", [])
        {
            ClassNames = SaidBeside.ClassNames(source.Metadata),
            Input = SaidInput.Of(source.Metadata),
        };
    }

    private static LoadedNetwork Read(
        EfficientNetArchitecture architecture, ITensorSource source, string file, int classes, string dataset,
        Normalisation normalisation)
    {
        var named = Only(file, source.Tensors);
        var computed = named.Scheme.Architecture(architecture);
        var names = named.Translated(computed, source.Tensors);
        var own = source.Tensors.Zip(names).Where(pair => pair.Second is not null).ToList();
        if (NamedNetwork.Twice(source.Tensors, names) is { } twice) throw new BadInputException($"{file}: {twice}");
        if (own.Find(pair => pair.Second == "classifier.1.weight").First is not { Shape: [var rows, var features] })
            throw new BadInputException(
                $"{file}: has {named}, but no classifier (classifier.1, classifier, fc or _fc), expected a network with its last layer");
        if (rows != classes) throw Classes(file, rows, classes, dataset);
        List<TensorEntry> beside = [.. source.Tensors.Zip(names).Where(pair => pair.Second is null).Select(pair => pair.First)];
        BesideNetwork.Check(file, source, named, beside, features, rows, normalisation);
        BesideNetwork.CheckOutside(file, source, features, rows, normalisation);
        var network = AdvisedNetwork.Over(new EfficientNet(computed, classes), own.Select(pair => pair.Second!));
        using var stored = StoredTensors.Of(source, [.. own.Select(pair => pair.First)], [.. own.Select(pair => pair.Second!)]);
        StateDict.Load(network, stored, file);
        return new(network, computed, named.Scheme.Title, named.Prefix, [.. beside.Select(tensor => tensor.Name)])
        {
            ClassNames = SaidBeside.ClassNames(source.Metadata),
            Input = SaidInput.Of(source.Metadata),
        };
    }

    private static BadInputException Classes(string file, long found, int expected, string dataset) =>
        new($"{file}: tells {found} classes apart, expected the {expected} of {dataset}");

    /// <summary>How to say it in one line: whose names, and what of the arithmetic they decide.</summary>
    public override string ToString()
    {
        var padding = Architecture.Padding == StridePadding.Same ? "padding SAME as in TensorFlow" : "symmetric padding";
        var more = PassedOver.Count > MostNamed ? $" and {PassedOver.Count - MostNamed} more" : "";
        var beside = PassedOver.Count == 0
            ? ""
            : $"; passed over beside the network: {string.Join(", ", PassedOver.Take(MostNamed).Select(OneLine.Name))}{more}";
        var heads = Network is AdvisedNetwork advised
            ? $"; the mean of its own head's logits and those for {string.Join(", ", advised.Advisors.Select(OneLine.Name))}"
            : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"weights with the {NamedNetwork.Words(Names, Prefix)} (batch norm's eps {Architecture.BatchNormEpsilon:0e-0}, "
            + $"{padding}){heads}{beside}");
    }

    private static NamedNetwork Only(string file, IReadOnlyList<TensorEntry> tensors)
    {
        var networks = NamedNetwork.In(tensors);
        if (networks.Count > 1)
            throw new BadInputException(
                $"{file}: holds several networks: {string.Join(", ", networks.Take(4))}; choose one with --key NAME");
        if (networks is [var only]) return only;
        return ArchitectureMatch.Of(tensors)?.Network ?? throw new BadInputException(
            $"{file}: has no names of an EfficientNet (torchvision's, timm's, lukemelas' or Hugging Face's), but "
            + $"{string.Join(", ", tensors.Take(3).Select(tensor => OneLine.Quote(tensor.Name)))}");
    }
}
