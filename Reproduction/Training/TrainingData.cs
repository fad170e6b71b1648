using Reproduction.Data;
using Reproduction.Models;

namespace Reproduction.Training;

/// <summary>Which images of a data set train, which choose the epoch and which are the test.</summary>
/// <param name="Train">Training images and the indices that train.</param>
/// <param name="Validation">The images that choose the epoch: held out from the training images, or the test images as published.</param>
/// <param name="Test">The test images.</param>
public sealed record TrainingData(Subset Train, Subset Validation, Subset Test)
{
    /// <summary>Splits a data set as a recipe says.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="seed">The run's seed, which decides what is held out.</param>
    /// <exception cref="BadInputException">The recipe wants more images than there are.</exception>
    public static TrainingData Split(Dataset dataset, Recipe recipe, long seed)
    {
        var train = First(dataset.Train, recipe.TrainImages, recipe, "train_images");
        var test = First(dataset.Test, recipe.TestImages, recipe, "test_images");
        if (recipe.Validation.HeldOut is not { } heldOut) return Checked(new(train, test, test), recipe);
        if (heldOut >= train.Indices.Length)
            throw new BadInputException(
                $"recipe {recipe.Name}: validation: found {heldOut} images to hold out, expected fewer than the {train.Indices.Length} training images");
        var (kept, held) = HeldOutSplit.Stratified([.. train.Images.Labels.Take(train.Indices.Length)], heldOut, Seeds.Derive(seed, "held-out images"));
        return Checked(new(train with { Indices = [.. kept] }, train with { Indices = [.. held] }, test), recipe);
    }

    /// <summary>A last batch of one small image cannot train a batch norm: better said before hours of training than after.</summary>
    private static TrainingData Checked(TrainingData data, Recipe recipe)
    {
        var smallest = recipe.Training.SmallerFirst.Select(size => size.ImageSize).Append(recipe.Input.ImageSize).Min();
        if (smallest <= EfficientNet.Stride && data.Train.Indices.Length % recipe.Training.BatchSize == 1)
            throw new BadInputException(
                $"recipe {recipe.Name}: training.batch_size: found {recipe.Training.BatchSize}, which leaves a single image of {data.Train.Indices.Length} for the last batch, expected a size that leaves none or several");
        return data;
    }

    private static Subset First(ImageSet images, int? limit, Recipe recipe, string key)
    {
        if (limit > images.Count)
            throw new BadInputException($"recipe {recipe.Name}: {key}: found {limit}, expected at most the {images.Count} images of {recipe.Dataset}");
        return new(images, [.. Enumerable.Range(0, limit ?? images.Count)]);
    }
}

/// <summary>Some images of a set.</summary>
/// <param name="Images">The whole set.</param>
/// <param name="Indices">Which of them.</param>
public sealed record Subset(ImageSet Images, int[] Indices);
