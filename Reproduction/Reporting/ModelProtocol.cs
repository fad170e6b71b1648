using System.Globalization;
using Reproduction.Data.Preparation;
using Reproduction.Models;
using Reproduction.Recipes;

namespace Reproduction.Reporting;

/// <summary>How a model was made, in words.</summary>
internal static class ModelProtocol
{
    /// <summary>One line: where it started, how its weights moved, what it minimised.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="model">One of its models.</param>
    public static string Of(Recipe recipe, ModelRecipe model) => (model switch
    {
        TrainedModelRecipe trained => Trained(recipe, trained),
        CalibratedModelRecipe calibrated =>
            $"{calibrated.Of}, its logits corrected by {Words(calibrated.By.ToString())} on the held-out images that calibrate",
        EnsembleModelRecipe ensemble => $"the mean of the probabilities of {Written.List(ensemble.Of)}",
        _ => throw new InvalidOperationException($"no words for {model}"),
    }) + (model.Seed is { } seed ? $"; made once, with seed {seed}" : "");

    private static string Trained(Recipe recipe, TrainedModelRecipe model)
    {
        var training = model.Training;
        List<string> parts =
        [
            model.Start is TrainedStart start ? $"goes on from {start.Model}" : Network(recipe.NetworkOf(model)!),
            $"{training.Optimiser.ToString().ToLowerInvariant()}, learning rate {Number(training.LearningRate.Peak)} "
            + $"{Schedule(training.LearningRate)}, weight decay {Number(training.WeightDecay)}, batch {training.BatchSize}",
            $"{training.Epochs} epochs{string.Concat(Smaller(training, recipe.Input.ImageSize))}, "
            + $"the {(training.ChosenEpoch == EpochRule.Best ? "best" : "last")} counts"
            + (training.MovingAverageDecay == 0 ? "" : $", as the moving average with decay {Number(training.MovingAverageDecay)}"),
        ];
        if (model.Augmentation.Count > 0) parts.Add(string.Join(", ", model.Augmentation.Select(Augmentation)));
        parts.Add(string.Join(" + ", model.Loss.Select(term => Term(recipe, model, term))));
        return string.Join("; ", parts);
    }

    // As many as are trained: smaller_first may name more than there are.
    private static IEnumerable<string> Smaller(TrainingRecipe training, int fullSize) =>
        Enumerable.Range(1, training.Epochs).Select(epoch => training.ImageSize(epoch, fullSize)).Where(size => size != fullSize)
            .CountBy(size => size).Select(size => $", {size.Value} of them at {size.Key} px");

    private static string Network(NetworkRecipe network) =>
        $"{network.Architecture}, {(network.ImageNetWeights ? "ImageNet weights" : $"random weights ({Rule(network.Initialisation)})")}, "
        + $"dropout {Number(network.Dropout)}, stochastic depth {Number(network.StochasticDepth)}"
        + (network.BatchNormMomentum is { } momentum ? $", batch-norm momentum {Number(momentum)}" : "")
        + (network.LastStride == 1 ? ", the last stage without its stride" : "");

    private static string Term(Recipe recipe, TrainedModelRecipe model, LossTermRecipe term) =>
        (term.Weight == 1 ? "" : $"{Number(term.Weight)} × ") + term switch
        {
            CrossEntropyRecipe labels =>
                $"cross entropy{(labels.LabelSmoothing == 0 ? "" : $" with label smoothing {Number(labels.LabelSmoothing)}")}",
            SoftTargetsRecipe soft =>
                $"soft targets of {soft.Teacher} at T = {Number(soft.Temperature)} ({Answers(recipe, model, soft.Teacher!)})",
            ClassReweightedRecipe reweighted =>
                $"class-reweighted binary cross "
                + $"entropy{(reweighted.Counts == CountingRule.AsPublished ? " with the published counts" : "")}",
            ClassTrustRecipe trust => $"class-wise trust in {trust.Teacher} at T = {Number(trust.Temperature)}",
            GroupDroRecipe { Teacher: null } plain => $"group DRO over classes with η = {Number(plain.Eta)}",
            GroupDroRecipe dro =>
                $"group DRO over classes with η = {Number(dro.Eta)} of soft targets of {dro.Teacher} at T = {Number(dro.Temperature)}"
                + (dro.LabelWeight == 0 ? "" : $" + {Number(dro.LabelWeight)} × cross entropy"),
            HintRecipe hint => $"hint of {hint.Teacher} at {Taps(hint)}",
            SrrlRecipe srrl => $"softmax regression representation of {srrl.Teacher}"
                + (srrl.LogitWeight == 1 ? "" : $", {Number(srrl.LogitWeight)} × its classifier's part"),
            SimilarityRecipe similarity => $"similarity of images to {similarity.Teacher} at {Taps(similarity)}",
            AdviceRecipe advice => $"advice of {advice.Teacher} to a head of its own at T = {Number(advice.Temperature)}",
            _ => throw new InvalidOperationException($"no words for {term}"),
        };

    private static string Taps(LossTermRecipe term) =>
        term.StudentTap == term.TeacherTap ? term.StudentTap! : $"{term.StudentTap} from {term.TeacherTap}";

    private static string Answers(Recipe recipe, TrainedModelRecipe model, string teacher) =>
        teacher == LossTermRecipe.Itself ? "in training mode"
        // Whom one term asks for features, all of them ask on the way.
        : model.Loss.Any(term => term.Teacher == teacher && term.AsksForFeatures) ? "asked at every step"
        : model.Augmentation.Count == 0 ? "computed once"
        : recipe.AugmentationSeed is not null ? "computed once for each epoch's views"
        : "of the student's own view of each image";

    private static string Augmentation(Augmentation augmentation) => augmentation switch
    {
        RandomCrop crop => $"random crop with padding {crop.Padding}",
        RandomHorizontalFlip flip =>
            $"horizontal flip with probability {Number(flip.Probability)}{(flip.Alternating ? ", turned in every second epoch" : "")}",
        RandomRotation rotation => $"rotation by up to {Number(rotation.Degrees)}°",
        RandomResizedCrop crop =>
            $"random resized crop, scale {Number(crop.LeastScale)} to {Number(crop.GreatestScale)}, ratio {Number(crop.LeastRatio)} to "
            + $"{Number(crop.GreatestRatio)}",
        RandomErasing erasing =>
            $"random erasing with probability {Number(erasing.Probability)}, scale {Number(erasing.LeastScale)} to "
            + $"{Number(erasing.GreatestScale)}, ratio {Number(erasing.LeastRatio)} to {Number(erasing.GreatestRatio)}, by {erasing.Value}",
        _ => throw new InvalidOperationException($"no words for {augmentation}"),
    };

    private static string Rule(Initialisation rule) => rule switch
    {
        Initialisation.Torchvision => "torchvision's",
        Initialisation.FanIn => "fan-in",
        _ => "fan-in, residual branches at zero",
    };

    private static string Schedule(LearningRate rate) => rate.Kind switch
    {
        ScheduleKind.Constant => "constant",
        ScheduleKind.Cosine => "along a cosine",
        _ => $"in one cycle{(rate.Kind == ScheduleKind.OneCycleLinear ? " of straight lines" : "")}, {Percent(rate.Warmup)} % warm-up",
    };

    private static string Words(string name) =>
        string.Concat(name.Select((letter, i) => i > 0 && char.IsUpper(letter)
            ? $" {char.ToLowerInvariant(letter)}"
            : $"{char.ToLowerInvariant(letter)}"));

    // In decimals: in binary 100 × 0.07 is not 7.
    private static string Percent(double share) => Number((double)(100 * (decimal)share));

    /// <summary>As few digits as read back as the same number, in the form that a recipe may have: 0.01, 4e-7.</summary>
    private static string Number(double value)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        return text.Split('E') is [var digits, var exponent]
            ? string.Create(CultureInfo.InvariantCulture, $"{digits}e{int.Parse(exponent, CultureInfo.InvariantCulture)}")
            : text;
    }
}
