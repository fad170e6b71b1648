using System.Globalization;
using System.Text.Json.Nodes;
using Reproduction.Data.Preparation;
using Reproduction.Models;
using Reproduction.Yaml;

namespace Reproduction.Recipes.Format;

/// <summary>The recipe format, version 2: what may stand at the top of a file.</summary>
internal static class RecipeFormat
{
    /// <summary>The version.</summary>
    public const int Version = 2;

    private static readonly Key<int> Format = Key.Whole("format", "The version of the recipe format", Version, Version);
    private static readonly Key<string> Name = Key.Name("name", "The recipe's name, also that of its folder of results");
    private static readonly Key<string> Description = Key.Text("description", "One line for people");
    private static readonly Key<string> Dataset = Key.Name("dataset", "Name of the data set");
    private static readonly Key<int?> TrainImages =
        Key.WholeOr("train_images", "Only the first so many training images", 2, "all").Or((int?)null);
    private static readonly Key<int?> TestImages =
        Key.WholeOr("test_images", "Only the first so many test images", 2, "all").Or((int?)null);

    private static readonly Key<IReadOnlyList<long>> Seeds = new(
        "seeds", ReadSeeds, seeds => new JsonArray([.. seeds.Select(seed => JsonValue.Create(seed))]),
        new JsonObject
        {
            ["description"] = "The experiment's seeds",
            ["type"] = "array",
            ["items"] = new JsonObject { ["type"] = "integer", ["minimum"] = 0 },
            ["minItems"] = 1,
            ["uniqueItems"] = true,
        });

    private static readonly Key<long?> AugmentationSeed =
        Key.Seed("augmentation_seed",
            "Pins the stream of augmented views for all seeds and models, so that a teacher's answers can be stored for each epoch");

    private static readonly Key<int> ImageSize = Key.Whole("image_size", "Height and width of the networks' input in pixels", 1, 1024);

    private static readonly Key<ResizeMethod> Resize =
        Key.Choice("resize", "Bilinear as Pillow does it on bytes, or as torchvision on tensors", ("pil", ResizeMethod.Pil),
            ("tensor", ResizeMethod.Tensor));

    private static readonly Key<Rgb> Mean = Colour(Key.Numbers("mean", "Subtracted from each channel", 3), value => value is >= 0 and <= 1);
    private static readonly Key<Rgb> Std = Colour(Key.Positives("std", "Divides each channel", 3), value => value is > 0 and <= 1);

    private static readonly Key<Preprocessing> Input =
        Key.Section("input", "From bytes to what the networks see", new SectionFormat<Preprocessing>(
        section => new(ImageSize.Read(section), Resize.Read(section), new Normalisation(Mean.Read(section), Std.Read(section)), []),
        ImageSize.Of<Preprocessing>(input => input.ImageSize), Resize.Of<Preprocessing>(input => input.Resize),
        Mean.Of<Preprocessing>(input => input.Normalisation.Mean), Std.Of<Preprocessing>(input => input.Normalisation.Std)));

    private static readonly Key<int?> ChooseEpoch =
        Key.WholeOr("choose_epoch", "Training images that choose the epoch instead of train, or the test images, as published", 1,
            "test_images");

    private static readonly Key<int?> Calibrate =
        new Key<int?>("calibrate", section => (int)section.Whole("calibrate", 1, int.MaxValue), count => count,
            Key.Whole("calibrate", "Training images that calibrate, drawn from what choose_epoch leaves", 1).Schema).Or((int?)null);

    private static readonly Key<long?> HeldOutSeed = Key.Seed("seed", "Pins what is held out for all seeds");

    private static readonly Key<HeldOutRecipe> HeldOut = Key.Section(
        "held_out", "Training images held out by class", new SectionFormat<HeldOutRecipe>(
            section => new(ChooseEpoch.Read(section), Calibrate.Read(section), HeldOutSeed.Read(section)),
            ChooseEpoch.Of<HeldOutRecipe>(heldOut => heldOut.ChooseEpoch), Calibrate.Of<HeldOutRecipe>(heldOut => heldOut.Calibrate),
            HeldOutSeed.Of<HeldOutRecipe>(heldOut => heldOut.Seed)));

    private static readonly Key<IReadOnlyList<ModelPair>> Compare = new(
        "compare",
        section => [.. section.TextLists("compare", 2).Select(pair => new ModelPair(pair[0], pair[1]))],
        pairs => new JsonArray([.. pairs.Select(pair => new JsonArray(pair.First, pair.Second))]),
        new JsonObject
        {
            ["description"] = "Paired differences, first − second; the first pair is the question that the report answers first",
            ["type"] = "array",
            ["items"] = new JsonObject
            {
                ["type"] = "array",
                ["items"] = new JsonObject { ["type"] = "string" },
                ["minItems"] = 2,
                ["maxItems"] = 2,
            },
        });

    /// <summary>The file's top.</summary>
    public static readonly SectionFormat<Recipe> Top = new(
        Read,
        [
            Format.Of<Recipe>(_ => Version), Name.Of<Recipe>(recipe => recipe.Name), Description.Of<Recipe>(recipe => recipe.Description),
            Dataset.Of<Recipe>(recipe => recipe.Dataset), TrainImages.Of<Recipe>(recipe => recipe.TrainImages),
            TestImages.Of<Recipe>(recipe => recipe.TestImages), Seeds.Of<Recipe>(recipe => recipe.Seeds),
            AugmentationSeed.Of<Recipe>(recipe => recipe.AugmentationSeed), Input.Of<Recipe>(recipe => recipe.Input),
            HeldOut.Of<Recipe>(recipe => recipe.HeldOut), NetworkFormat.Networks.Of<Recipe>(recipe => recipe.Networks),
            .. ModelFormat.SharedFields,
            ModelFormat.Field, Compare.Of<Recipe>(recipe => recipe.Compare),
        ]);

    private static Recipe Read(YamlSection file)
    {
        _ = Format.Read(file);
        var recipe = new Recipe(
            Name.Read(file), Description.Read(file), Dataset.Read(file), TrainImages.Read(file), TestImages.Read(file), Seeds.Read(file),
            AugmentationSeed.Read(file), Input.Read(file), HeldOut.Read(file), NetworkFormat.Networks.Read(file), ModelFormat.Read(file),
            Compare.Read(file));
        new RecipeRules(recipe, (path, problem) => ModelFormat.Refusal(file, path, problem)).Check();
        return recipe;
    }

    private static IReadOnlyList<long> ReadSeeds(YamlSection file)
    {
        const string Expected = "different whole numbers of at least 0 in brackets, one or more";
        List<long> seeds = [];
        foreach (var (i, text) in file.Texts("seeds").Index())
            seeds.Add(
                !YamlSection.HasZeroBefore(text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
                && !seeds.Contains(seed)
                ? seed
                : throw file.Complaint("seeds", YamlSection.InPlaceOf(text, Expected), i));
        return seeds.Count > 0 ? seeds : throw file.Complaint("seeds", Expected);
    }

    /// <summary>Three channels in units of the largest byte, as torchvision has them.</summary>
    private static Key<Rgb> Colour(Key<IReadOnlyList<double>> numbers, Predicate<float> isOne)
    {
        var item = numbers.Schema["items"]!.AsObject();
        if (!item.ContainsKey("exclusiveMinimum")) item["minimum"] = 0;
        item["maximum"] = 1;
        return new(
            numbers.Name,
            section =>
            {
                float[] channels = [.. numbers.Read(section).Select(value => (float)value)];
                var wrong = Array.FindIndex(channels, channel => !isOne(channel));
                if (wrong >= 0)
                    throw section.Complaint(numbers.Name, "3 numbers from 0 to 1 in brackets, a standard deviation above 0", wrong);
                return new Rgb(channels[0], channels[1], channels[2]);
            },
            colour => new JsonArray(colour.Red, colour.Green, colour.Blue),
            numbers.Schema);
    }
}
