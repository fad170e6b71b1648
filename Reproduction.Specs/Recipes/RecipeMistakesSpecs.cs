using Reproduction.Recipes;
using Reproduction.Recipes.Format;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Recipes;

public sealed class RecipeMistakesSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("epochs: 2", "epoks: 2", "unknown key 'training.epoks'", "expected one of optimiser, learning_rate")]
    [InlineData("epochs: 2", "epochs: two", "training.epochs: found 'two'", "a whole number from 1")]
    [InlineData("epochs: 2", "epochs: [2]", "training.epochs: found a list")]
    [InlineData("learning_rate: 0.01", "learning_rate: -1", "training.learning_rate: found '-1'", "a number above 0")]
    [InlineData("learning_rate: 0.01", "learning_rate: .nan", "training.learning_rate: found '.nan'")]
    [InlineData("optimiser: adam", "optimiser: lion", "training.optimiser: found 'lion'", "adam, adamw, sgd")]
    [InlineData("schedule: constant", "schedule: one_cycle", "training.warmup: missing", "a number from 0 to 1")]
    [InlineData("schedule: constant", "schedule: constant, warmup: 0.2", "training.warmup: found '0.2'",
        "where the schedule is not one_cycle")]
    [InlineData("plain: {network: small}", "plain: {network: small, training: {warmup: 0.2}}", "models.plain.training.warmup: found '0.2'",
        "where the schedule is not one_cycle")]
    [InlineData("schedule: constant", "schedule: one_cycle_linear", "training.warmup: missing", "a number from 0 to 1")]
    [InlineData("moving_average_decay: 0.99", "moving_average_decay: 1.5", "training.moving_average_decay: found '1.5'",
        "a number from 0 to 1")]
    [InlineData("batch_norm_momentum: 0.3", "batch_norm_momentum: -0.1", "networks.small.batch_norm_momentum: found '-0.1'",
        "a number above 0 and at most 1")]
    [InlineData("batch_norm_momentum: 0.3", "batch_norm_momentum: 0", "networks.small.batch_norm_momentum: found '0'",
        "a number above 0 and at most 1")]
    [InlineData("small: {architecture: efficientnet_w0.3_d0.25, weights: random",
        "small: {architecture: efficientnet_w0.3_d0.25, weights: imagenet",
        "networks.small.weights: found 'imagenet', expected random: torchvision's weights are of efficientnet_b0 to efficientnet_b7")]
    [InlineData("augmentation: [{random_horizontal_flip: {probability: 0.5, alternating: true}}]",
        "augmentation: [{random_resized_crop: {scale: [0.5, 1], ratio: [1, 1]}}, {random_crop: {padding: 4}}]",
        "models.turned.augmentation: found a list, expected random_crop before random_resized_crop")]
    [InlineData("last_stride: 1", "last_stride: 3", "networks.small.last_stride: found '3'", "a whole number from 1 to 2")]
    [InlineData("alternating: true", "alternating: sometimes",
        "models.turned.augmentation[0].random_horizontal_flip.alternating: found 'sometimes'", "one of true, false")]
    [InlineData("chosen_epoch: best", "chosen_epoch: first", "training.chosen_epoch: found 'first'", "best, last")]
    [InlineData("temperature: 4", "temperature: 0", "models.taught.loss[1].soft_targets.temperature: found '0'",
        "a number from 0.01 to 1000")]
    [InlineData("temperature: 4", "temperature: 1e-9", "models.taught.loss[1].soft_targets.temperature: found '1e-9'")]
    [InlineData("temperature: 4", "temperature: 1e9", "models.taught.loss[1].soft_targets.temperature: found '1e9'",
        "a number from 0.01 to 1000")]
    [InlineData("temperature: 4", "temperature: 1e400", "models.taught.loss[1].soft_targets.temperature: found '1e400'")]
    [InlineData("temperature: 4", "temperature: [4]", "models.taught.loss[1].soft_targets.temperature: found a list", "a number from")]
    [InlineData("epochs: 2", "epochs: 010", "training.epochs: found '010'", "a whole number from 1", "no 0 before it")]
    [InlineData("epochs: 2", "epochs: 1_000", "training.epochs: found '1_000'", "a whole number from 1")]
    [InlineData("learning_rate: 0.01", "learning_rate: 00.01", "training.learning_rate: found '00.01'",
        "a number above 0, with no 0 before it")]
    [InlineData("learning_rate: 0.01", "learning_rate: 1e400", "training.learning_rate: found '1e400'", "a number above 0")]
    [InlineData("learning_rate: 0.01", "learning_rate: .inf", "training.learning_rate: found '.inf'", "a number above 0")]
    [InlineData("learning_rate: 0.01", "learning_rate: 1_0.5", "training.learning_rate: found '1_0.5'", "a number above 0")]
    [InlineData("mean: [0.5, 0.5, 0.5]", "mean: [0.5, 010, 0.5]", "input.mean: found a list with '010'",
        "3 numbers in brackets, with no 0")]
    [InlineData("seeds: [1, 2]", "seeds: [1, 02]", "seeds: found a list with '02'", "one or more, with no 0 before it")]
    [InlineData("choose_epoch: 500", "choose_epoch: test_image", "held_out.choose_epoch: found 'test_image'",
        "a whole number of at least 1, or test_images")]
    [InlineData("choose_epoch: 500", "choose_epoch: [500]", "held_out.choose_epoch: found a list",
        "a whole number of at least 1, or test_images")]
    [InlineData("choose_epoch: 500", "choose_epoch: {images: 500}", "held_out.choose_epoch: found a section",
        "a whole number of at least 1, or test_images")]
    [InlineData("choose_epoch: 500", "chose_epoch: 500", "unknown key 'held_out.chose_epoch'", "expected one of choose_epoch")]
    [InlineData("alternating: true", "alternating: yes",
        "models.turned.augmentation[0].random_horizontal_flip.alternating: found 'yes'", "one of true, false")]
    [InlineData("cross_entropy: {weight: 1}", "cross_entropy", "models.taught.loss: found a list with 'cross_entropy'",
        "expected a list of sections")]
    [InlineData("cross_entropy: {weight: 1}", "cross_entropy: [1]", "models.taught.loss[0].cross_entropy: found a list",
        "expected a section")]
    [InlineData("cross_entropy: {weight: 1}", "cross_entropy: {weight: -1}", "models.taught.loss[0].cross_entropy.weight: found '-1'")]
    [InlineData("cross_entropy: {weight: 1}", "cross_entropy: {}", "models.taught.loss[0].cross_entropy.weight: missing")]
    [InlineData("cross_entropy: {weight: 1}", "cross_entropy: {weight: 1, label_smoothing: 1.5}",
        "cross_entropy.label_smoothing: found '1.5'", "from 0 to 1")]
    [InlineData("cross_entropy: {weight: 1}", "crossentropy: {weight: 1}", "unknown key 'models.taught.loss[0].crossentropy'",
        "cross_entropy, soft_targets")]
    [InlineData("image_size: 32", "image_size: 0", "input.image_size: found '0'")]
    [InlineData("resize: tensor", "resize: magic", "input.resize: found 'magic'", "pil, tensor")]
    [InlineData("std: [0.25, 0.25, 0.25]", "std: [0.25, 0, 0.25]", "input.std: found a list with '0'", "3 numbers above 0")]
    [InlineData("std: [0.25, 0.25, 0.25]", "std: [1e-50, 0.25, 0.25]", "input.std: found a list", "3 numbers from 0 to 1")]
    [InlineData("std: [0.25, 0.25, 0.25]", "std: [63, 62.1, 66.7]", "input.std: found a list with '63'", "3 numbers from 0 to 1")]
    [InlineData("mean: [0.5, 0.5, 0.5]", "mean: [1e39, 0, 0]", "input.mean: found a list", "3 numbers from 0 to 1")]
    [InlineData("mean: [0.5, 0.5, 0.5]", "mean: [125.3, 123, 113.9]", "input.mean: found a list with '125.3'", "3 numbers from 0 to 1")]
    [InlineData("name: mine", "!!str name: mine", "found the tag tag:yaml.org,2002:str, expected keys and values alone")]
    [InlineData("name: mine", "! name: mine", "found the tag !, expected keys and values alone")]
    [InlineData("name: mine", "name: !mine mine", "found the tag !mine, expected keys and values alone")]
    [InlineData("name: mine", "? [name]\n: mine", "a list or section in the place of a key, expected a name")]
    [InlineData("plain: {network: small}", "? [a]\n  : {network: small}", "a list or section in the place of a key, expected a name")]
    [InlineData("choose_epoch: 500", "choose_epoch: yes", "held_out.choose_epoch: found 'yes'",
        "a whole number of at least 1, or test_images")]
    [InlineData("seeds: [1, 2]", "seeds: []", "seeds: found a list", "different whole numbers of at least 0")]
    [InlineData("seeds: [1, 2]", "seeds: [1, 1]", "seeds: found a list with '1'", "different whole numbers")]
    [InlineData("seeds: [1, 2]", "seeds: [1, two]", "seeds: found a list with 'two'", "whole numbers")]
    [InlineData("seeds: [1, 2]", "seeds: 1", "seeds: found '1'", "a list")]
    [InlineData("name: mine", "name: ../mine", "name: found '../mine'", "a name of letters, digits")]
    [InlineData("dataset: fashion-mnist", "dataset: ../mine", "dataset: found '../mine'", "a name of letters, digits")]
    [InlineData("name: mine", "nom: mine", "unknown key 'nom'", "expected one of format, name")]
    [InlineData("format: 2", "format: 3", "format: found '3'")]
    [InlineData("architecture: efficientnet_w0.5_d0.25", "architecture: resnet", "networks.large.architecture: found 'resnet'",
        "efficientnet_b0")]
    [InlineData("plain: {network: small}", "a/b: {network: small}", "models.a/b: found 'a/b'", "a name of letters, digits")]
    [InlineData("plain: {network: small}", "a.b: {network: small}", "models.a.b: found 'a.b'", "a name of letters, digits")]
    [InlineData("plain: {network: small}", "itself: {network: small}",
        "models.itself: found the name 'itself', which means something else")]
    [InlineData("small: {architecture", "..: {architecture", "networks...: found '..'", "a name of letters, digits")]
    [InlineData("plain: {network: small}", "plain: {network: tiny}", "models.plain.network: found 'tiny', expected one of large, small")]
    [InlineData("plain: {network: small}", "plain: {}",
        "models.plain: found none, expected exactly one of network, start, calibration_of, ensemble_of")]
    [InlineData("plain: {network: small}", "plain: {network: small, start: big}",
        "models.plain: found network and start, expected exactly one of")]
    [InlineData("plain: {network: small}", "plain: small", "models.plain: found 'small', expected a section")]
    [InlineData("further: {start: plain}", "further: {start: plane}",
        "models.further.start: found 'plane', expected one of big, plain, taught")]
    [InlineData("further: {start: plain}", "further: {start: itself}", "models.further.start: found 'itself', expected one of")]
    [InlineData("further: {start: plain}", "further: {start: sure}", "models.further.start: found 'sure', which is not trained")]
    [InlineData("of: big", "of: bigg", "models.taught.loss[1].soft_targets.of: found 'bigg', expected one of big, ", ", or itself")]
    [InlineData("of: big", "of: taught", "models.taught.loss[1].soft_targets.of: found 'taught', the model's own name", "or itself")]
    [InlineData("calibration_of: big", "calibration_of: bug", "models.sure.calibration_of: found 'bug', expected one of")]
    [InlineData("calibration_of: big", "calibration_of: itself", "models.sure.calibration_of: found 'itself', expected one of")]
    [InlineData("by: vector", "by: magic", "models.sure.by: found 'magic'", "temperature, vector, class_offsets")]
    [InlineData("by: vector", "by: vector, training: {epochs: 1}", "unknown key 'models.sure.training'", "calibration_of, by, seed")]
    [InlineData("ensemble_of: [big, taught]", "ensemble_of: [big, tought]", "models.both.ensemble_of[1]: found 'tought', expected one of")]
    [InlineData("ensemble_of: [big, taught]", "ensemble_of: [big, itself]", "models.both.ensemble_of[1]: found 'itself'")]
    [InlineData("ensemble_of: [big, taught]", "ensemble_of: [big, big]", "models.both.ensemble_of: found a model twice")]
    [InlineData("ensemble_of: [big, taught]", "ensemble_of: []", "models.both.ensemble_of: found a list, expected at least one")]
    [InlineData("compare: [[taught, plain], [taught, big]]", "compare: [[taught, plane]]", "compare[0]: found 'plane', expected one of")]
    [InlineData("compare: [[taught, plain], [taught, big]]", "compare: [[taught, plain], [taught, plain]]",
        "compare[1]: found taught and plain a second time")]
    [InlineData("compare: [[taught, plain], [taught, big]]", "compare: [[taught, plain], [plain, taught]]",
        "compare[1]: found plain and taught a second time")]
    [InlineData("compare: [[taught, plain], [taught, big]]", "compare: [[taught, taught]]", "compare[0]: found 'taught' with itself")]
    [InlineData("compare: [[taught, plain], [taught, big]]", "compare: [taught, plain]",
        "compare: found a list, expected a list of lists of 2 texts")]
    [InlineData("fixed: {network: large, seed: 7}", "fixed: {start: big, seed: 7}",
        "models.fixed.seed: pinned, but it starts from big, which follows the seed")]
    public void A_mistake_in_a_recipe_is_one_line_with_file_line_key_and_what_was_expected(
        string right, string wrong, params string[] words)
    {
        var message = Message(RecipeFileSpecs.Example.Replace(right, wrong), out var line, wrong);

        message.Should().NotContain("\n").And.StartWith($"mine.yaml:{line}: ");
        foreach (var word in words) message.Should().Contain(word);
    }

    [Theory]
    [InlineData("seeds: [1, 2]", "seeds: [0, 10]")]
    [InlineData("learning_rate: 0.01", "learning_rate: 1e-05")]
    [InlineData("mean: [0.5, 0.5, 0.5]", "mean: [0, 0.05, 0.0]")]
    [InlineData("temperature: 4", "temperature: 0.01")]
    [InlineData("temperature: 4", "temperature: 1000")]
    public void A_0_alone_or_before_a_point_and_a_temperature_at_either_bound_are_no_mistakes(string right, string other)
    {
        File.WriteAllText(folder["mine.yaml"], RecipeFileSpecs.Example.Replace(right, other, StringComparison.Ordinal));

        FluentActions.Invoking(() => RecipeFile.Read(folder["mine.yaml"])).Should().NotThrow();
    }

    [Theory]
    [InlineData("calibrate: 100, ", "", "sure: {cal", "models.sure.calibration_of: nothing calibrates it, expected held_out.calibrate")]
    [InlineData(", seed: 3", "", "seed: 7", "models.fixed.seed: pinned, but what is held out follows the seed")]
    [InlineData("big: {network: large}", "big: {start: further}", "big: {",
        "models.big: big starts from further, which starts from plain, which learns from big,", "plain: {network: small}",
        "plain: {network: small, loss: [{soft_targets: {of: big, temperature: 1, weight: 1}}]}")]
    [InlineData("big: {network: large}", "big: {calibration_of: both, by: vector}", "big: {",
        "models.big: big is a calibration of both, which is an ensemble of big,", "further: {start: plain}", "")]
    [InlineData("of: big, temperature: 4, weight: 1", "of: big, temperature: 4, weight: 0", "- cross_entropy",
        "models.taught.loss: found no term with a weight above 0", "cross_entropy: {weight: 1}", "cross_entropy: {weight: 0}")]
    public void What_does_not_go_together_is_told_where_it_is_asked_for(
        string right, string wrong, string place, string words, string other = "name: mine", string otherWrong = "name: mine")
    {
        var text = RecipeFileSpecs.Example.Replace(right, wrong).Replace(other, otherWrong);

        var message = Message(text, out var line, place);

        message.Should().StartWith($"mine.yaml:{line}: ").And.NotContain("\n").And.Contain(words);
    }

    [Theory]
    [InlineData("[{}]")]
    [InlineData("[{random_crop: {padding: 4}, random_horizontal_flip: {probability: 0.5}}]")]
    public void An_item_of_the_augmentation_that_is_none_or_two_of_them_is_no_silent_other_protocol(string augmentation)
    {
        var reading = () => RecipeFile.Find("quick", [("augmentation", augmentation)]);

        reading.Should().Throw<BadInputException>()
            .WithMessage("*augmentation: *expected a list of which each item is one of random_crop, *");
    }

    [Theory]
    [InlineData("random_resized_crop: {scale: [0.33, 0.02], ratio: [0.3, 3.3]}", "scale", "share of the area, above 0 and at most 1")]
    [InlineData("random_resized_crop: {scale: [0.02, 1.1], ratio: [0.3, 3.3]}", "scale", "share of the area, above 0 and at most 1")]
    [InlineData("random_erasing: {probability: 0.5, scale: [0.33, 0.02], ratio: [0.3, 3.3]}", "scale", "share of the area, *at most 1")]
    [InlineData("random_erasing: {probability: 0.5, scale: [0.02, 0.33], ratio: [3.3, 0.3]}", "ratio", "aspect ratio, above 0")]
    [InlineData("random_erasing: {probability: 1.5, scale: [0.02, 0.33], ratio: [0.3, 3.3]}", "probability", "a number from 0 to 1")]
    [InlineData("random_erasing: {probability: 1, scale: [0.02, 0.33], ratio: [0.3, 3.3], value: 256}", "value", "from 0 to 255")]
    public void What_no_rectangle_can_be_drawn_from_is_told(string change, string key, string expected)
    {
        var reading = () => RecipeFile.Find("quick", [("augmentation", $"[{{{change}}}]")]);

        reading.Should().Throw<BadInputException>()
            .WithMessage($"*augmentation*[0].{change.Split(':')[0]}.{key}: found *, expected *{expected}*");
    }

    [Theory]
    [InlineData("batch_size: 128", "batch_size: 0", "training.batch_size: found '0'")]
    [InlineData("moving_average_decay: 0.99", "moving_average_decay: 9", "training.moving_average_decay: found '9'")]
    [InlineData("schedule: constant", "schedule: constant, warmup: 7", "training.warmup: found '7'")]
    public void What_is_said_for_all_models_is_in_its_range_even_where_every_model_has_its_own(string right, string wrong, string words)
    {
        const string own =
            "training: {optimiser: adam, learning_rate: 0.01, schedule: one_cycle, warmup: 0.5, weight_decay: 0, batch_size: 64, "
            + "epochs: 1, chosen_epoch: best, moving_average_decay: 0}";
        var models = RecipeFileSpecs.Example.IndexOf("models:", StringComparison.Ordinal);
        var text = RecipeFileSpecs.Example[..models].Replace(right, wrong) + $"models:\n  only: {{network: small, {own}}}\ncompare: []\n";

        Message(text, out _).Should().Contain(words);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void A_models_name_has_at_most_64_characters_and_a_longer_one_is_told_so(int length, bool isOne)
    {
        var name = new string('a', length);
        var reading = () => RecipeFile.Find("quick", [($"models.{name}", "{network: student}")]);

        if (isOne) reading.Should().NotThrow().Which.Models.Should().Contain(model => model.Name == name);
        else
            reading.Should().Throw<BadInputException>().WithMessage(
                "*models.aaa*: found 'aaa*', expected a name of letters, digits, dashes and underscores, 64 at most, that begins with a letter or digit");
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_recipes_name_has_at_most_100_characters_and_a_longer_one_is_told_so(int length, bool isOne)
    {
        var reading = () => RecipeFile.Find("quick", [("name", new string('a', length))]);

        if (isOne) reading.Should().NotThrow();
        else
            reading.Should().Throw<BadInputException>().WithMessage(
                "*name: found 'aaa*', expected a name of letters, digits, dots, dashes and underscores, 100 at most, that begins with a letter or digit");
    }

    [Theory]
    [InlineData("held_out.choose_epoch", "test_images", true)] // as published: nothing is held out
    [InlineData("held_out.choose_epoch", "5000", false)]
    [InlineData("held_out.calibrate", "5000", false)]
    public void A_pinned_model_needs_a_pinned_split_only_where_images_are_held_out(string key, string value, bool isAllowed)
    {
        var reading = () => RecipeFile.Find("published", [("seeds", "[42, 43]"), ("models.teacher.seed", "42"), (key, value)]);

        if (isAllowed) reading.Should().NotThrow();
        else
            reading.Should().Throw<BadInputException>()
                .WithMessage("*models.teacher.seed: pinned, but what is held out follows the seed, *, expected held_out.seed");
    }

    [Fact]
    public void A_key_that_is_missing_is_named_with_what_was_expected() =>
        Message(RecipeFileSpecs.Example.Replace("dataset: fashion-mnist\n", ""), out _).Should()
            .Match("mine.yaml:*: dataset: missing, expected a text");

    [Fact]
    public void A_recipe_of_the_older_format_is_told_what_to_do() =>
        Message("name: mine\nseed: 1\ndistillation: {student: own_network}\n", out _)
            .Should()
            .Be("mine.yaml:2: seed: a key of recipes of format 1, which this program no longer reads, expected format: 2, with every "
                + "model by name under models: (docs/recipes.md says what became of each key)");

    [Fact]
    public void Features_are_asked_of_a_trained_model_only()
    {
        var recipe = RecipeFile.Find("quick");
        var student = (TrainedModelRecipe)recipe.Model("student");
        Recipe Asking(string of) => recipe with
        {
            HeldOut = recipe.HeldOut with { Calibrate = 10 },
            Models =
            [
                recipe.Model("teacher"), student with { Loss = [new HintRecipe(of, "stage_3", "stage_3", 1)] },
                    new CalibratedModelRecipe("sure", null, "teacher", CalibrationMethod.Vector),
                new EnsembleModelRecipe("both", null, ["teacher", "sure"]),
            ],
            Compare = [],
        };
        Action Checking(string of) => () => new RecipeRules(Asking(of), (path, problem) => new($"{path}: {problem}")).Check();

        Checking("teacher").Should().NotThrow();
        Checking("sure").Should().Throw<BadInputException>()
            .WithMessage("models.student.loss[0].hint.of: found 'sure', a calibration, which has no features, *");
        Checking("both").Should().Throw<BadInputException>().WithMessage("models.student.loss[0].hint.of: found 'both', an ensemble, *");
    }

    private string Message(string text, out int line, string at = "")
    {
        File.WriteAllText(folder["mine.yaml"], text);
        line = at.Length == 0 ? 0 : text[..text.IndexOf(at, StringComparison.Ordinal)].Count(character => character == '\n') + 1;
        var reading = () => RecipeFile.Read(folder["mine.yaml"]);
        return reading.Should().Throw<BadInputException>().Which.Message;
    }
}
