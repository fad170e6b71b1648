using Reproduction.Data.Preparation;
using Reproduction.Yaml;

namespace Reproduction.Recipes.Format;

/// <summary>How random changes of training images stand in a recipe.</summary>
internal static class AugmentationFormat
{
    private static readonly Key<int> Padding = Key.Whole("padding", "Black pixels on each side", 0, 512);
    private static readonly Key<double> Probability = Key.Number("probability", "How often left and right change places", 0, 1);
    private static readonly Key<bool> Alternating =
        Key.Flag("alternating", "Drawn once for each image, and turned in every second epoch").Or(false);
    private static readonly Key<double> Degrees = Key.Number("degrees", "The largest angle", 0, 180);
    private static readonly Key<IReadOnlyList<double>> Scale = Key.Positives("scale", "The least and the greatest share of the area", 2);
    private static readonly Key<IReadOnlyList<double>> Ratio = Key.Positives("ratio", "The least and the greatest aspect ratio", 2);

    private static readonly Key<double> Erased = Key.Number("probability", "How often a rectangle is erased", 0, 1);
    private static readonly Key<int> Value = Key.Whole("value", "The byte that fills every channel", 0, 255).Or(0);

    /// <summary>The changes, first to last.</summary>
    public static readonly Key<IReadOnlyList<Augmentation>> Changes = Checked(Key.Kinds(
        "augmentation",
        "Random changes of training images, first to last",
        Kind<Augmentation>.Of("random_crop", new SectionFormat<RandomCrop>(
            section => new(Padding.Read(section)), Padding.Of<RandomCrop>(crop => crop.Padding))),
        Kind<Augmentation>.Of("random_horizontal_flip", new SectionFormat<RandomHorizontalFlip>(
            section => new(Probability.Read(section), Alternating.Read(section)),
            Probability.Of<RandomHorizontalFlip>(flip => flip.Probability),
            Alternating.Of<RandomHorizontalFlip>(flip => flip.Alternating, nothing: false))),
        Kind<Augmentation>.Of("random_rotation", new SectionFormat<RandomRotation>(
            section => new(Degrees.Read(section)), Degrees.Of<RandomRotation>(rotation => rotation.Degrees))),
        Kind<Augmentation>.Of("random_resized_crop", new SectionFormat<RandomResizedCrop>(
            ResizedCrop,
            Scale.Of<RandomResizedCrop>(crop => [crop.LeastScale, crop.GreatestScale]),
            Ratio.Of<RandomResizedCrop>(crop => [crop.LeastRatio, crop.GreatestRatio]))),
        Kind<Augmentation>.Of("random_erasing", new SectionFormat<RandomErasing>(
            Erasing,
            Erased.Of<RandomErasing>(erasing => erasing.Probability),
            Scale.Of<RandomErasing>(erasing => [erasing.LeastScale, erasing.GreatestScale]),
            Ratio.Of<RandomErasing>(erasing => [erasing.LeastRatio, erasing.GreatestRatio]),
            Value.Of<RandomErasing>(erasing => erasing.Value)))));

    private static Key<IReadOnlyList<Augmentation>> Checked(Key<IReadOnlyList<Augmentation>> changes) => changes with
    {
        // After it an image has the network's size, and a shift would be another one for a student that sees smaller images at first.
        Read = section =>
        {
            var read = changes.Read(section);
            if (!read.SkipWhile(change => change is not RandomResizedCrop).OfType<RandomCrop>().Any()) return read;
            throw section.Complaint(
                changes.Name, "random_crop before random_resized_crop, since its padding counts pixels of the data set's images");
        },
    };

    private static RandomResizedCrop ResizedCrop(YamlSection crop)
    {
        var (scale, ratio) = Rectangles(crop);
        return new(scale[0], scale[1], ratio[0], ratio[1]);
    }

    private static RandomErasing Erasing(YamlSection erasing)
    {
        var (scale, ratio) = Rectangles(erasing);
        return new(Erased.Read(erasing), scale[0], scale[1], ratio[0], ratio[1], (byte)Value.Read(erasing));
    }

    private static (IReadOnlyList<double> Scale, IReadOnlyList<double> Ratio) Rectangles(YamlSection section)
    {
        var (scale, ratio) = (Scale.Read(section), Ratio.Read(section));
        if (scale[0] > scale[1] || scale[1] > 1)
            throw section.Complaint(Scale.Name, "the least and the greatest share of the area, above 0 and at most 1");
        if (ratio[0] > ratio[1]) throw section.Complaint(Ratio.Name, "the least and the greatest aspect ratio, above 0");
        return (scale, ratio);
    }
}
