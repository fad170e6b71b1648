using Reproduction.Data;
using Reproduction.Data.Preparation;
using Reproduction.Randomness;
using Reproduction.Recipes;
using Reproduction.Text;

namespace Reproduction.Training;

/// <summary>Which images of a data set train, which choose and which are the test.</summary>
/// <param name="Train">Training images and the indices that train.</param>
/// <param name="Validation">The images that choose the epoch: held out from the training images, or the test images as published.</param>
/// <param name="Calibration">The images that calibrate, held out from the training images; none unless asked for.</param>
/// <param name="Test">The test images.</param>
public sealed record TrainingData(Subset Train, Subset Validation, Subset Calibration, Subset Test)
{
    /// <summary>Splits a data set as a recipe says.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="seed">The run's seed, which decides what is held out unless the recipe pins it.</param>
    /// <exception cref="BadInputException">
    /// The recipe wants more images than there are, leaves a single one for a last batch that needs several, shifts images out of sight, or
    /// holds out none of a class that is asked about or corrected.
    /// </exception>
    public static TrainingData Split(Dataset dataset, Recipe recipe, long seed)
    {
        var train = First(dataset.Train, recipe.TrainImages, recipe, "train_images");
        var test = First(dataset.Test, recipe.TestImages, recipe, "test_images");
        var splitSeed = recipe.HeldOut.Seed ?? seed;
        var (chooses, kept) =
            HeldOut(train, recipe.HeldOut.ChooseEpoch, recipe, "choose_epoch", Seeds.Derive(splitSeed, "held-out images"));
        var (calibrates, trains) =
            HeldOut(kept, recipe.HeldOut.Calibrate, recipe, "calibrate", Seeds.Derive(splitSeed, "images that calibrate"));
        var data = new TrainingData(trains, recipe.HeldOut.ChooseEpoch is null ? test : chooses, calibrates, test);
        foreach (var model in recipe.Models.OfType<TrainedModelRecipe>())
        {
            Check(data, model, recipe);
            CheckCrop(data.Train.Images, model, recipe);
            CheckTrust(data, dataset.ClassNames, model, recipe);
        }
        if (recipe.Models.OfType<CalibratedModelRecipe>().Any()) CheckCalibration(calibrates, recipe, dataset.ClassNames);
        return data;
    }

    private static (Subset Held, Subset Kept) HeldOut(Subset subset, int? count, Recipe recipe, string key, ulong seed)
    {
        if (count is not { } wanted) return (subset with { Indices = [] }, subset);
        if (wanted >= subset.Indices.Length)
            throw new BadInputException(
                $"recipe {recipe.Name}: held_out.{key}: found {wanted} images to hold out, expected fewer than the "
                + $"{subset.Indices.Length} training images");
        var (kept, held) = HeldOutSplit.Stratified(subset.Labels, wanted, seed);
        return (subset with { Indices = [.. held.Select(row => subset.Indices[row])] },
            subset with { Indices = [.. kept.Select(row => subset.Indices[row])] });
    }

    /// <summary>
    /// A batch that is too large, and a last one of one small image, which cannot train a batch norm: better said before hours of training
    /// than after.
    /// </summary>
    private static void Check(TrainingData data, TrainedModelRecipe model, Recipe recipe)
    {
        var (training, images) = (model.Training, data.Train.Indices.Length);
        var largest = training.SmallerFirst.Select(size => size.ImageSize).Append(recipe.Input.ImageSize).Max();
        if (Math.Min(training.BatchSize, images) > Batches.MostImages(largest))
            throw new BadInputException(
                $"recipe {recipe.Name}: models.{model.Name}.training.batch_size: found {training.BatchSize}, expected at most "
                + $"{Batches.MostImages(largest)} images of {largest} px, which take 2 GiB");
        var smallest = training.SmallerFirst.Select(size => size.ImageSize).Append(recipe.Input.ImageSize).Min();
        var isSmall = smallest <= recipe.NetworkOf(model)!.Parts.Taps().Max(tap => tap.Stride)
            || model.Loss.Any(term => term.HasAdaptor && AdaptsOneValue(recipe, model, term, smallest));
        if (isSmall && images % training.BatchSize == 1)
            throw new BadInputException(
                $"recipe {recipe.Name}: models.{model.Name}.training.batch_size: found {training.BatchSize}, which leaves a single image "
                + $"of {images} for the last batch, expected a size that leaves none or several");
    }

    /// <summary>
    /// Whether what a term adapts is one value a channel and image: pooled features, or maps of which the smaller, to which the other is
    /// averaged, is a single pixel. The teacher sees images of the full size.
    /// </summary>
    private static bool AdaptsOneValue(Recipe recipe, TrainedModelRecipe model, LossTermRecipe term, int smallest)
    {
        bool IsOneValue(ModelRecipe of, string tap, int size) =>
            recipe.NetworkOf(of)!.Parts.Taps().First(known => known.Name == tap).Stride is not { } stride || size <= stride;
        return IsOneValue(model, term.StudentTap!, smallest)
            || IsOneValue(recipe.Model(term.Teacher!), term.TeacherTap!, recipe.Input.ImageSize);
    }

    /// <summary>A shift by the image's own side leaves nothing of it but a label.</summary>
    private static void CheckCrop(ImageSet images, TrainedModelRecipe model, Recipe recipe)
    {
        var side = Math.Min(images.Height, images.Width);
        if (model.Augmentation.OfType<RandomCrop>().FirstOrDefault(crop => crop.Padding >= side) is { } wide)
            throw new BadInputException(
                $"recipe {recipe.Name}: models.{model.Name}.augmentation: found random_crop with padding {wide.Padding}, expected less "
                + $"than the side of {recipe.Dataset}'s images, {side} px");
    }

    /// <summary>The mean margin of a class needs an image of it.</summary>
    private static void CheckTrust(TrainingData data, IReadOnlyList<string> classNames, TrainedModelRecipe model, Recipe recipe)
    {
        if (model.Loss.FirstOrDefault(term => term.AsksOfHeldOut) is not { } asking) return;
        if (data.Validation.AbsentClass(classNames.Count) is { } absent)
            throw new BadInputException(
                $"recipe {recipe.Name}: held_out.choose_epoch: found {data.Validation.Indices.Length} images and none of class "
                + $"{OneLine.Name(classNames[absent])}, expected one of each class at least, which {asking.Name} of {model.Name} asks its "
                + "teacher about");
    }

    /// <summary>What is corrected class by class needs images of each.</summary>
    private static void CheckCalibration(Subset calibrates, Recipe recipe, IReadOnlyList<string> classNames)
    {
        var path = $"recipe {recipe.Name}: held_out.calibrate";
        if (calibrates.Indices.Length < classNames.Count)
            throw new BadInputException(
                $"{path}: found {calibrates.Indices.Length} images, expected at least one of each of the {classNames.Count} classes of "
                + $"{recipe.Dataset}");
        if (calibrates.AbsentClass(classNames.Count) is { } absent)
            throw new BadInputException(
                $"{path}: none of the {calibrates.Indices.Length} images is of class {OneLine.Quote(classNames[absent])}, expected at "
                + $"least one of each of the {classNames.Count} classes");
    }

    private static Subset First(ImageSet images, int? limit, Recipe recipe, string key)
    {
        if (limit > images.Count)
            throw new BadInputException(
                $"recipe {recipe.Name}: {key}: found {limit}, expected at most the {images.Count} images of {recipe.Dataset}");
        return new(images, [.. Enumerable.Range(0, limit ?? images.Count)]);
    }
}
